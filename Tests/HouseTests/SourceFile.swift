import Foundation

/// A Swift file of the package: where it stands, what it holds, what it imports.
struct SourceFile {
  /// From the repository's top folder, `Sources/Values/Instant.swift`.
  let path: String
  let lines: [Substring]

  /// The target whose folder the file stands in.
  var target: String {
    let folder = SourceFile.folders.first { path.hasPrefix($0 + "/") } ?? ""
    return path.dropFirst(folder.count + 1).split(separator: "/").first.map(String.init) ?? ""
  }

  /// The file's folder within its target; `.` at the target's top.
  var folder: String {
    let folder = path.split(separator: "/").dropFirst(2).dropLast().joined(separator: "/")
    return folder.isEmpty ? "." : folder
  }

  /// Types that the file declares at its outermost level, private ones aside.
  var declaredTypes: Set<String> {
    let pattern =
      /^(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|final|indirect|nonisolated)\s+)*(?:struct|class|enum|protocol|actor|typealias)\s+(\w+)/
    return Set(lines.compactMap { $0.firstMatch(of: pattern).map { String($0.1) } })
  }

  /// The lines without texts and comments.
  var code: [Substring] {
    lines.map { line in
      let code = line.replacing(/"(?:\\.|[^"\\])*"/, with: "\"\"")[...]
      return code[..<(code.firstRange(of: "//")?.lowerBound ?? code.endIndex)]
    }
  }

  /// Capitalised words of the code.
  var namedTypes: Set<String> {
    Set(code.flatMap { $0.matches(of: /\b[A-Z]\w+/).map { String($0.output) } })
  }

  /// Whether it does what the compiler does not check.
  var isUnsafe: Bool { code.contains { $0.contains(/\bunsafe\b/) } }

  /// Folders that hold one folder for each of their targets.
  private static let folders = ["Sources", "Tests", "scripts/generate.d"]

  /// Modules named by import declarations, of any kind and with any attribute.
  var imports: Set<String> {
    let pattern =
      /^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:typealias|struct|class|enum|protocol|let|var|func)\s+)?(\w+)/
    return Set(lines.compactMap { $0.firstMatch(of: pattern).map { String($0.1) } })
  }

  /// Every Swift file of the package's targets, in order of path.
  static func all() throws -> [SourceFile] {
    let root = PackageManifest.repository
    var files: [SourceFile] = []
    for folder in folders {
      for name in try FileManager.default.subpathsOfDirectory(atPath: root.appendingPathComponent(folder).path)
      where name.hasSuffix(".swift") {
        let text = try String(contentsOf: root.appendingPathComponent("\(folder)/\(name)"), encoding: .utf8)
        files.append(
          SourceFile(path: "\(folder)/\(name)", lines: text.split(separator: "\n", omittingEmptySubsequences: false)))
      }
    }
    return files.sorted { $0.path < $1.path }
  }
}
