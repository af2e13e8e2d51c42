/// A way to run that must not change a byte of the report.
struct RunCondition: Sendable, CustomStringConvertible {
  let description: String
  let options: [String]
  let environment: [String: String]

  /// As few as the program takes; below this it refuses to run.
  static let tinyMemory = "16MiB"

  private init(_ description: String, options: [String] = [], _ environment: [String: String] = [:]) {
    self.description = description
    self.options = options
    self.environment = environment
  }

  /// What the others are compared with.
  static let plain = RunCondition("one thread, ample memory", options: ["--threads", "1", "--memory", "1GiB"])

  /// A megabyte or less for each worker to settle a partition in.
  static let tinyFiveThreads = RunCondition(
    "5 threads, tiny memory", options: ["--threads", "5", "--memory", tinyMemory])
  static let spilledFiveThreads = RunCondition(
    "5 threads, all spilled, one place", options: ["--threads", "5", "--memory", tinyMemory],
    ["TRIBUTARY_TEST_SPILL": "1", "TRIBUTARY_TEST_PLACEMENT": "constant"])

  /// Threads × memory × block size, then spilling forced, keys of other seeds, and every key in one place.
  static let all: [RunCondition] = {
    var conditions: [RunCondition] = []
    for threads in ["1", "2", "5", "16"] {
      for memory in [tinyMemory, "1GiB"] {
        for block in ["257", "4194304"] {
          conditions.append(
            RunCondition(
              "\(threads) threads, \(memory), blocks of \(block) bytes",
              options: ["--threads", threads, "--memory", memory], ["TRIBUTARY_TEST_BATCH_BYTES": block]))
        }
      }
      conditions.append(
        RunCondition("\(threads) threads, all spilled", options: ["--threads", threads], ["TRIBUTARY_TEST_SPILL": "1"]))
    }
    return conditions + [
      RunCondition("another seed", ["TRIBUTARY_TEST_SEED": "1"]),
      RunCondition("a third seed", ["TRIBUTARY_TEST_SEED": "18446744073709551615"]),
      RunCondition("one place for all keys", ["TRIBUTARY_TEST_PLACEMENT": "constant"]),
      RunCondition(
        "one place, all spilled, five threads", options: ["--threads", "5"],
        ["TRIBUTARY_TEST_PLACEMENT": "constant", "TRIBUTARY_TEST_SPILL": "1"]),
      RunCondition(
        "one place, tiny memory, small blocks", options: ["--memory", tinyMemory],
        ["TRIBUTARY_TEST_PLACEMENT": "constant", "TRIBUTARY_TEST_BATCH_BYTES": "1024"]),
    ]
  }()
}
