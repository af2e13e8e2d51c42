import Glibc
import Platform

/// Finds the files that arguments mean.
public enum InputList {
  /// The files of all arguments, in byte order of their paths, each file once under the first of its names.
  ///
  /// An argument is a file, a pipe, a directory (all regular files in it at any depth, links followed, names that begin
  /// with a dot passed over), a pattern that the shell left alone (`*`, `?`, `[a-z]`, and `**` for directories at any
  /// depth), or `-` for standard input. A name that exists is never taken for a pattern. The result does not depend on the
  /// order of the arguments; a directory without files adds none.
  ///
  /// - Throws: `InputError` for the first argument, in byte order, that leads to no readable file.
  public static func expand(_ arguments: [String]) throws(InputError) -> [InputFile] { try expand(lists: [arguments]) }

  /// The files of several lists of arguments, each as `expand` finds them, all together in byte order of their paths.
  ///
  /// `InputFile.list` is the index of a file's list. A file that several lists lead to occurs once for each.
  public static func expand(lists: [[String]]) throws(InputError) -> [InputFile] {
    var all: [InputFile] = []
    for (list, arguments) in lists.enumerated() {
      guard !arguments.contains("") else { throw .empty }
      var walk = InputWalk(list: list)
      for argument in Set(arguments.map { PathBytes($0).normalised }).sorted() { try walk.add(argument) }
      var seen: Set<FileIdentity> = []
      all += walk.files.sorted { $0.location < $1.location }.filter { seen.insert($0.identity).inserted }
    }
    return all.sorted { ($0.location, $0.list) < ($1.location, $1.list) }
  }
}

/// The files found so far.
struct InputWalk {
  private let list: Int
  private(set) var files: [InputFile] = []
  /// Directories that were walked: each once, so that links back to one end there.
  private var walked: Set<FileIdentity> = []

  init(list: Int = 0) { self.list = list }

  mutating func add(_ argument: PathBytes) throws(InputError) {
    if argument == .standardInput { return try addStandardInput() }
    if let status = argument.status { return try add(argument, status, depth: 0) }
    let number = errno
    guard argument.parts.contains(where: GlobPattern.isPattern) else {
      throw number == ENOENT || number == ENOTDIR
        ? .missing(argument.text) : .unreadable(argument.text, SystemFailure("stat", number: number))
    }
    var found: [PathBytes] = []
    try match(argument.parts[...], from: argument.isAbsolute ? PathBytes("/") : PathBytes("."), into: &found)
    guard !found.isEmpty else { throw .noMatch(pattern: argument.text) }
    for path in found {
      guard let status = path.status else { throw .brokenLink(path.text) }
      try add(path, status, depth: 0)
    }
  }

  private mutating func addStandardInput() throws(InputError) {
    guard let status = Descriptor.status(STDIN_FILENO) else {
      throw .unreadable("-", SystemFailure("fstat"))
    }
    files.append(InputFile(location: .standardInput, status: status, list: list))
  }

  private mutating func add(_ path: PathBytes, _ status: FileStatus, depth: Int) throws(InputError) {
    guard status.kind == .directory else {
      // Whoever names a pipe or a device means it; in a directory they are passed over.
      if depth > 0 && status.kind != .regular { return }
      guard path.systemPath.allows(R_OK, effective: true) else {
        throw .unreadable(path.text, SystemFailure("faccessat"))
      }
      return files.append(InputFile(location: path, status: status, list: list))
    }
    guard depth < ArchivePolicy.directoryDepth else { throw .tooDeep(path.text) }
    guard walked.insert(status.identity).inserted else { return }
    guard let names = path.names() else { throw .unreadable(path.text, SystemFailure("readdir")) }
    for name in names {
      let entry = path.appending(name)
      guard let status = entry.status else {
        // Two links that lead to each other lead nowhere either.
        guard errno == ENOENT || errno == ELOOP else { throw .unreadable(entry.text, SystemFailure("stat")) }
        throw .brokenLink(entry.text)
      }
      try add(entry, status, depth: depth + 1)
    }
  }

  /// All paths below `base` that the parts match. `**` is any number of directories, links between them not followed.
  private func match(
    _ parts: ArraySlice<[UInt8]>, from base: PathBytes, into found: inout [PathBytes]
  ) throws(InputError) {
    guard let part = parts.first else { return found.append(base) }
    let rest = parts.dropFirst()
    guard GlobPattern.isPattern(part) else {
      let next = base.appending(part)
      if next.status != nil { try match(rest, from: next, into: &found) }
      return
    }
    guard base.status?.kind == .directory else { return }
    guard let names = base.names(hidden: part.first == dot) else { throw .unreadable(base.text, SystemFailure("readdir")) }
    let anyDepth = part == Array("**".utf8)
    if anyDepth && !rest.isEmpty { try match(rest, from: base, into: &found) }
    let pattern = GlobPattern(part)
    for name in names where pattern.matches(name) {
      let next = base.appending(name)
      if anyDepth && next.isRealDirectory {
        try match(parts, from: next, into: &found)
      } else if !anyDepth || rest.isEmpty {
        try match(rest, from: next, into: &found)
      }
    }
  }
}
