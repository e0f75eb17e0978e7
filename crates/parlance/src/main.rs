//! The command `parlance`.

fn main() -> std::process::ExitCode {
    parlance_failpoints::start();
    parlance::cli::main()
}
