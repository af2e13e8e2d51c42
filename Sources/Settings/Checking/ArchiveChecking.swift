import Text
import Archive

/// How far inputs are unpacked, and what becomes of damaged ones.
extension RunConfiguration {
  mutating func readArchives(_ request: RunRequest) throws(RunError) {
    skipsDamaged = try Self.choice(request[.damaged], ["stop", "skip"]) == 1
    if let depth = request[.maxDepth] {
      guard let layers = Int(depth.text), (0...Self.mostDepth).contains(layers) else {
        throw depth.refusal("write a number of layers from 0 (nothing packed) to \(Self.mostDepth)")
      }
      archives.maxDepth = layers
    }
    if let ratio = request[.maxRatio] {
      guard let times = Int64(ratio.text), times > 0 else { throw ratio.refusal("write a whole number such as 1000") }
      archives.maxRatio = times
    }
    if let size = request[.maxUnpacked] {
      guard let bytes = SizeText.bytes(size.text), bytes > 0 else { throw size.refusal("write a size such as 500GB or 2TiB") }
      archives.maxUnpackedBytes = Int64(bytes)
    }
  }

  /// Every layer has buffers of its own, of half a mebibyte and more: more layers would not fit in the least memory.
  private static let mostDepth = 100
}
