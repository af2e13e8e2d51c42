import Glibc

/// The environment of the process.
package enum Environment {
  /// The value of a variable; nil where it is not set or empty.
  package static func value(_ name: String) -> String? {
    guard let text = unsafe getenv(name) else { return nil }
    let value = unsafe String(cString: text)
    return value.isEmpty ? nil : value
  }

  /// Every variable, ordered by name.
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

  /// Processors that are online, from 1 to 1024.
  static var coreCount: Int { max(1, min(1024, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
