//! The command `parlance`.

/// Messages are many small allocations on several threads.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    parlance_failpoints::start();
    parlance::cli::main()
}
