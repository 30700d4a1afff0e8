//! A run: records in, knowledge base out, in parallel, in order, in bounded memory.

mod batch;
mod checkpoint;
mod pipeline;
mod summary;

pub use batch::{Progress, RunError, run};
pub use checkpoint::Checkpoint;
pub use pipeline::{Config, Document, document, documents, failure, read, with_facts};
pub use summary::Summary;
