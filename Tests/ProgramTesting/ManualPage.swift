import Foundation

/// A page of Markdown that users or contributors read: the README, or a page of the manual.
public struct ManualPage: Sendable, CustomStringConvertible {
  /// A code block: ```` ```language ````.
  public struct Block: Sendable {
    public let language: String
    /// The lines between the fences, each with its line end.
    public let text: String
  }

  /// Relative to the repository.
  public let path: String
  public let text: String
  /// Code blocks, in order.
  public let blocks: [Block]
  /// Lines outside of code blocks.
  private let prose: [Substring]

  public var description: String { path }

  /// `path` is relative to the repository.
  public init(_ path: String) throws {
    self.path = path
    let text = try String(contentsOfFile: "\(Tributary.repository)/\(path)", encoding: .utf8)
    var blocks: [Block] = []
    var prose: [Substring] = []
    var open: (language: String, text: String)?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isFence = line.trimmingPrefix(while: \.isWhitespace).hasPrefix("```")
      if let block = open {
        if isFence { blocks.append(Block(language: block.language, text: block.text)) }
        open = isFence ? nil : (block.language, block.text + line + "\n")
      } else if isFence {
        open = (String(line.trimmingPrefix(while: \.isWhitespace).dropFirst(3)), "")
      } else {
        prose.append(line)
      }
    }
    self.text = text
    self.blocks = blocks
    self.prose = prose
  }

  /// The directory of the manual.
  public static let folder = "Sources/tributary/Documentation.docc"

  /// The page of the manual with this file name.
  public static func named(_ name: String) throws -> ManualPage { try ManualPage("\(folder)/\(name)") }

  /// Paths of the README, of every page of the manual, and of the contributors' page.
  public static let paths: [String] = {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: "\(Tributary.repository)/\(folder)")) ?? []
    return ["README.md", ".github/CONTRIBUTING.md"] + files.filter { $0.hasSuffix(".md") }.sorted().map { "\(folder)/\($0)" }
  }()

  /// Code blocks of a language.
  public func blocks(of language: String) -> [String] {
    blocks.filter { $0.language == language }.map(\.text)
  }

  /// Targets of links, as written, without those in code.
  public var links: [String] {
    prose.joined(separator: "\n").replacing(/`[^`]*`/, with: "").matches(of: /\]\(([^)\s]+)\)/).map { String($0.1) }
  }

  /// What a link of this page leads to: a path relative to the repository, and a heading's anchor or nothing.
  public func target(of link: String) -> (path: String, anchor: String?) {
    let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
    let anchor = parts.count > 1 ? String(parts[1]) : nil
    guard let file = parts.first, !file.isEmpty else { return (path, anchor) }
    var folders = path.split(separator: "/").dropLast().map(String.init)
    for part in file.split(separator: "/") where part != "." {
      if part == ".." { _ = folders.popLast() } else { folders.append(String(part)) }
    }
    return (folders.joined(separator: "/"), anchor)
  }

  /// Anchors of the headings by GitHub's rules: lower case, hyphens for spaces, no punctuation, a number after repeated ones.
  public var anchors: Set<String> {
    var counts: [String: Int] = [:]
    var anchors: Set<String> = []
    for line in prose {
      guard let heading = line.wholeMatch(of: /#{1,6} +(.+)/) else { continue }
      // Of a link in a heading only the text counts.
      let shown = heading.1.replacing(/\[([^\]]*)\]\([^)]*\)/) { $0.1 }
      let kept = shown.lowercased().filter { " -_".contains($0) || $0.isLetter || $0.isNumber }
      let slug = kept.replacing(" ", with: "-")
      let count = counts[slug, default: 0]
      anchors.insert(count == 0 ? slug : "\(slug)-\(count)")
      counts[slug] = count + 1
    }
    return anchors
  }
}
