//! The `trich` command: arguments in, exit code out. Everything else is the library's.

use std::process::ExitCode;

/// Facts are many small pieces of text; the system's allocator takes twice the time for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    trich::cli::main()
}
