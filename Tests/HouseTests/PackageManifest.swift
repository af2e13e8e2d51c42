import Foundation

/// The targets of Package.swift and what each declares to depend on, read from its text.
struct PackageManifest {
  /// Target name → names of the targets and products it declares.
  let dependencies: [String: Set<String>]

  static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  init(_ text: String) {
    var found: [String: Set<String>] = [:]
    let target = /\.(?:target|testTarget|executableTarget|systemLibrary|plugin|macro)\(\s*name:\s*"([^"]+)"/
    let starts = text.matches(of: target)
    for (index, start) in starts.enumerated() {
      let end = index + 1 < starts.count ? starts[index + 1].range.lowerBound : text.endIndex
      found[String(start.1)] = PackageManifest.declared(in: text[start.range.upperBound..<end])
    }
    dependencies = found
  }

  static func load() throws -> PackageManifest {
    PackageManifest(try String(contentsOf: repository.appendingPathComponent("Package.swift"), encoding: .utf8))
  }

  /// The names in a target's `dependencies:` array.
  private static func declared(in target: Substring) -> Set<String> {
    guard let start = target.firstMatch(of: /dependencies:\s*\[/)?.range.upperBound else { return [] }
    let list = target[start...].prefix { $0 != "]" }
    let products = list.matches(of: /\.product\(\s*name:\s*"([^"]+)"[^)]*\)/).map { String($0.1) }
    let plain = list.replacing(/\.product\([^)]*\)/, with: "").matches(of: /"([^"]+)"/).map { String($0.1) }
    return Set(products + plain)
  }
}
