//! Bodies
