import Foundation

/// A block of `scripts/mutate.d/mutations.txt`: the rule as the mutation leaves it, the file, and the text it replaces.
struct Mutation {
  let rule: String
  let file: String
  let before: String

  static func all() throws -> [Mutation] {
    let path = PackageManifest.repository.appendingPathComponent("scripts/mutate.d/mutations.txt")
    let blocks = try String(contentsOf: path, encoding: .utf8).components(separatedBy: "\n\n")
    return blocks.compactMap { block in
      let lines = block.split(separator: "\n").filter { !$0.hasPrefix("#") }
      let before = lines.filter { $0.hasPrefix("- ") }.map { $0.dropFirst(2) }.joined(separator: "\n")
      guard lines.count > 2, !before.isEmpty else { return nil }
      return Mutation(rule: String(lines[0]), file: String(lines[1]), before: before)
    }
  }
}
