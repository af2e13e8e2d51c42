/// The program that `scripts/fuzz` runs: tries one target, named by the first argument, with libFuzzer's arguments after it.
@main enum FuzzEntry {
  nonisolated(unsafe) private static var target = FuzzTarget.csv

  static func main() {
    guard let name = CommandLine.arguments.dropFirst().first, let found = FuzzTarget.all.first(where: { $0.name == name }) else {
      fatalError("name a target: \(FuzzTarget.all.map(\.name))")
    }
    unsafe target = found
    // libFuzzer takes the target's name for the program's.
    var count = CommandLine.argc - 1
    var arguments = unsafe CommandLine.unsafeArgv + 1
    _ = unsafe runDriver(&count, &arguments) { bytes, count in
      FuzzEntry.tryCase(unsafe Array(UnsafeBufferPointer(start: bytes, count: count)))
      return 0
    }
  }

  /// A trap is a finding.
  private static func tryCase(_ bytes: [UInt8]) {
    do {
      if let broken = try unsafe target.broken(bytes) { fatalError(broken) }
    } catch {
      fatalError("\(error)")
    }
  }
}

/// libFuzzer's main loop: ends the process.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ tryCase: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt
