/// Every tuning number of reading rows, each with its reason. None of them changes a row.
///
/// A limit that decides how a row *reads* (`--max-line`, levels of JSON, the size of a dialect's sample) is no tuning number and
/// is declared where it is used.
public enum ReadingPolicy {
  /// Lines of JSON whose fields are found before their rows are read: positions of so many stay in the first cache.
  static let linesAtOnce = 256

  /// Ways of writing a line of JSON that are remembered: touches and deals of one program, with and without some key.
  static let lineShapes = 8
  /// Lines that a shape is tried to be taken from: a log whose lines are all different is not looked at for ever.
  static let shapesTried = 256
  /// Lines with more values or bytes are read key by key: few are alike, and their shape would leave the first cache.
  static let shapeValues = 256, shapeBytes = 4096

  /// Keys of JSON that are remembered with what they lead to: more than any log has that means well. Others, and longer
  /// ones, are looked up in the tree, slowly.
  static let rememberedKeys = 4096, rememberedKeyBytes = 256

  /// Links that a reader remembers so as not to write them again: 8,192 slots of 24 bytes stay in the second cache beside
  /// a block. 65,536 were slower: most links that are repeated are repeated days later, and a miss of the cache costs more
  /// than writing the link (10 million rows, 2 threads).
  public static let rememberedLinks = 1 << 13

  /// A power of two: exchange rates of a year's days in a few currencies, 40 KiB a worker.
  static let rememberedRates = 1024

  /// Slots that a table of spellings starts with: 16 KiB for the labels of a small log.
  static let leastLabelSlots = 1024
}
