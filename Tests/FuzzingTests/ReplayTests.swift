import Foundation
import Testing

/// The seeds of fuzzing and what it found, tried as ordinary tests.
@Suite struct ReplayTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()

  /// A target's files in one of the folders; none where the folder is missing.
  private static func cases(_ folder: String, of target: FuzzTarget) throws -> [URL] {
    let place = Self.folder.appendingPathComponent("\(folder)/\(target.name)")
    guard FileManager.default.fileExists(atPath: place.path) else { return [] }
    return try FileManager.default.contentsOfDirectory(at: place, includingPropertiesForKeys: nil).sorted { $0.path < $1.path }
  }

  @Test(arguments: FuzzTarget.all.map(\.name)) func everyKnownCaseKeepsItsPromise(name: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    let seeds = try Self.cases("Corpus", of: target)
    #expect(!seeds.isEmpty, "no seeds for \(name)")
    for file in try seeds + Self.cases("Failures", of: target) {
      let broken = try target.broken([UInt8](Data(contentsOf: file)))
      #expect(broken == nil, "\(name)/\(file.lastPathComponent)")
    }
  }

  /// Every seed with each of its bytes changed: the first steps of fuzzing.
  @Test(arguments: FuzzTarget.all.map(\.name)) func soDoSeedsWithOneByteChanged(name: String) throws {
    let target = try #require(FuzzTarget.all.first { $0.name == name })
    for file in try Self.cases("Corpus", of: target) {
      let seed = [UInt8](try Data(contentsOf: file))
      for place in seed.indices.prefix(120) {
        var changed = seed
        changed[place] ^= UInt8(truncatingIfNeeded: 1 << (place % 8))
        let broken = try target.broken(changed)
        #expect(broken == nil, "\(name)/\(file.lastPathComponent), byte \(place)")
      }
    }
  }
}
