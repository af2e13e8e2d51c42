import Events

/// Files that are laid out alike, looked at together.
struct FileGroup: Sendable {
  let format: LogFormat
  private(set) var names: [String]
  let hasHeader: Bool
  private(set) var profiles: [ColumnProfile]
  private(set) var rows = 0
  private(set) var broken = 0
  /// In input order.
  private(set) var files: [String] = []
  private(set) var encodings: [TextEncoding] = []
  private(set) var isEncodingGuessed = false
  /// Everything in the files was looked at.
  private(set) var isWhole = true

  init(_ file: SampledFile, _ text: SampledText) {
    format = text.format
    names = text.names
    hasHeader = text.hasHeader
    profiles = text.profiles.map { _ in ColumnProfile() }
    add(file, text)
  }

  /// Whether a text is laid out as these files are: the same header; of JSON lines, half of the outermost keys.
  func isLaidOut(as text: SampledText) -> Bool {
    guard format == text.format, hasHeader == text.hasHeader else { return false }
    if format != .jsonLines { return names.map { $0.lowercased() } == text.names.map { $0.lowercased() } }
    let mine = Self.outermost(names), other = Self.outermost(text.names)
    return 2 * mine.intersection(other).count >= mine.union(other).count
  }

  mutating func add(_ file: SampledFile, _ text: SampledText) {
    files.append(file.path)
    addMember(of: file, text)
  }

  /// Adds another member of an archive.
  mutating func addMember(of file: SampledFile, _ text: SampledText) {
    rows += text.rows
    broken += text.broken
    isWhole = isWhole && file.isWhole
    isEncodingGuessed = isEncodingGuessed || file.isEncodingGuessed
    if !encodings.contains(file.encoding) { encodings.append(file.encoding) }
    for (place, name) in text.names.enumerated() {
      if format != .jsonLines {
        profiles[place] += text.profiles[place]
      } else if let known = names.firstIndex(of: name) {
        profiles[known] += text.profiles[place]
      } else {
        names.append(name)
        profiles.append(text.profiles[place])
      }
    }
  }

  /// Whether a field can be named: it has a name, and no other has it.
  func isNamed(_ field: Int) -> Bool {
    let name = names[field].lowercased()
    return !name.isEmpty && (format == .jsonLines || names.count { $0.lowercased() == name } == 1)
  }

  /// Whether any text in it is Korean.
  var isKorean: Bool {
    encodings.contains(.cp949) || profiles.contains(where: \.hasHangul)
      || names.contains { $0.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) } }
  }

  private static func outermost(_ paths: [String]) -> Set<String> { Set(paths.map { String($0.prefix { $0 != "." }) }) }
}
