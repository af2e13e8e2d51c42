import Glibc

/// What the process finds around it.
package enum Environment {
  package static func value(_ name: String) -> String? {
    guard let text = unsafe getenv(name) else { return nil }
    let value = unsafe String(cString: text)
    return value.isEmpty ? nil : value
  }

  /// Every variable, by name.
  package static var variables: [(name: String, value: String)] {
    var variables: [(name: String, value: String)] = []
    var next = unsafe environ
    while let entry = unsafe next.pointee {
      let sides = unsafe String(cString: entry).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if sides.count == 2 { variables.append((String(sides[0]), String(sides[1]))) }
      unsafe next += 1
    }
    return variables.sorted { $0.name < $1.name }
  }

  static var coreCount: Int { max(1, min(1024, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }

  /// `TRIBUTARY_TEST_…`: ways to force what is rare. No result depends on them.
  static var testSwitches: TestSwitches {
    var switches = TestSwitches()
    switches.blockBytes = value("TRIBUTARY_TEST_BATCH_BYTES").flatMap { Int($0) }.map { min(max($0, 16), 1 << 20) }
    switches.constantPlacement = value("TRIBUTARY_TEST_PLACEMENT") == "constant"
    switches.spillAlways = value("TRIBUTARY_TEST_SPILL") == "1"
    switches.seed = value("TRIBUTARY_TEST_SEED").flatMap { UInt64($0) }
    return switches
  }
}
