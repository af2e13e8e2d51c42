import Archive
import Platform

/// Says the files of one kind in few words: an argument all of whose files are of that kind, else a pattern, else the files.
struct PathChoice {
  private let arguments: [(text: String, files: Set<String>)]
  /// Files that fit anywhere.
  private let empty: Set<String>

  /// From so many files in a folder on they become a pattern.
  private static let leastFiles = 4

  /// `place` is the folder of the configuration: an argument that leads there would lead to the configuration itself, and to
  /// the report beside it, so its files are named in another way.
  init(_ arguments: [String], empty: [String], place: String) throws(InputError) {
    var found: [(text: String, files: Set<String>)] = []
    for argument in arguments where !Self.leads(argument, to: place) {
      let files = Set(try InputList.expand([argument]).map(\.path))
      if !found.contains(where: { $0.text == argument }) { found.append((argument, files)) }
    }
    self.arguments = found
    self.empty = Set(empty)
  }

  /// In the order of the arguments, then that of the files.
  func paths(of files: [String]) -> [String] {
    var left = files
    var paths: [String] = []
    for argument in arguments where isOfKind(argument.files, files) && !argument.files.isDisjoint(with: left) {
      paths.append(argument.text)
      left.removeAll { argument.files.contains($0) }
    }
    while let first = left.first {
      let pattern = Self.pattern(of: first)
      let covered = left.filter { Self.pattern(of: $0) == pattern }
      if let pattern, covered.count >= Self.leastFiles, matches(pattern, only: files) {
        paths.append(pattern)
        left.removeAll { covered.contains($0) }
      } else {
        paths.append(first)
        left.removeFirst()
      }
    }
    return paths
  }

  private static func leads(_ folder: String, to place: String) -> Bool {
    guard let above = SystemPath(folder).resolved, let below = SystemPath(place).resolved else { return false }
    return above == below || below.hasPrefix(above == "/" ? above : above + "/")
  }

  private func isOfKind(_ some: Set<String>, _ files: [String]) -> Bool { some.subtracting(empty).isSubset(of: files) }

  /// `logs/*.csv.gz`; nil for names without an ending.
  private static func pattern(of path: String) -> String? {
    let start = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    guard let dot = path[start...].firstIndex(of: "."), !path[..<start].contains(where: { "*?[".contains($0) }) else { return nil }
    return path[..<start] + "*" + path[dot...]
  }

  private func matches(_ pattern: String, only files: [String]) -> Bool {
    do throws(InputError) { return isOfKind(Set(try InputList.expand([pattern]).map(\.path)), files) } catch { return false }
  }
}
