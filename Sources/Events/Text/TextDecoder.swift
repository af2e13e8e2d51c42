/// Decodes one file's bytes to UTF-8, with its encoding named or detected, piece by piece: any cut of the bytes gives the same
/// text and the same encoding.
///
/// Pure: knows no files. Text that is UTF-8 already `passes` and needs no copy. What decides, in this order: a byte-order
/// mark; the name given; UTF-16 as the first 4 KiB show it. Else the text is ASCII, in which all other encodings agree,
/// until its first byte beyond; the 256 KiB from there on decide for the rest of the file.
public struct TextDecoder: Sendable {
  private enum Stage {
    /// Nothing but the first bytes is known.
    case opening
    /// All ASCII so far, and no encoding is named.
    case ascii
    /// A byte beyond ASCII was found. Bytes are held until there is enough evidence.
    case sampling
    /// UTF-8: bytes are text as they are.
    case passing
    case transcoding
  }

  /// A page: a header and some rows.
  static let openingBytes = 4096
  /// Some 2,000 rows: enough for words in a log of numbers, little enough to hold in memory for every open file.
  static let sampleBytes = 256 << 10

  private let named: TextEncoding?
  private let preferred: TextEncoding?
  private var stage = Stage.opening
  private var held: [UInt8] = []
  private var transcoder = Transcoder(.utf8)

  /// The last byte of ASCII before the first that is none.
  private var lastPlain: UInt8 = 0
  /// The encoding known so far: UTF-8 until a byte is evidence for another.
  public private(set) var encoding = TextEncoding.utf8
  /// The encoding is Latin-1 by its look alone, which many others share.
  public private(set) var isGuess = false

  /// With `named`, that is the encoding of every text without a byte-order mark; `preferred` is that of a text which turns
  /// out to be neither UTF-16 nor UTF-8.
  public init(named: TextEncoding? = nil, preferred: TextEncoding? = nil) {
    self.named = named
    self.preferred = preferred
  }

  /// Whether the next bytes are text as they are, so that nothing needs to be decoded. 1 ns for 64 bytes at most.
  public mutating func passes(_ bytes: Span<UInt8>) -> Bool {
    switch stage {
    case .passing: true
    case .ascii: isPlain(bytes)
    case .opening, .sampling, .transcoding: false
    }
  }

  /// Whether the bytes are ASCII; keeps the last of them.
  private mutating func isPlain(_ bytes: Span<UInt8>) -> Bool {
    if bytes.firstHigh < bytes.count { return false }
    if bytes.count > 0 { lastPlain = bytes[bytes.count - 1] }
    return true
  }

  /// Appends the text of the next bytes, as far as it is known.
  public mutating func decode(_ bytes: Span<UInt8>, into text: inout [UInt8]) {
    switch stage {
    case .opening:
      held.append(bytes)
      if held.count >= Self.openingBytes { open(into: &text) }
    case .ascii:
      let high = bytes.firstHigh
      text.append(bytes.extracting(0..<high))
      if high > 0 { lastPlain = bytes[high - 1] }
      if high == bytes.count { return }
      stage = .sampling
      decode(bytes.extracting(high..<bytes.count), into: &text)
    case .sampling:
      held.append(bytes)
      if held.count >= Self.sampleBytes { decide(isWhole: false, into: &text) }
    case .passing: text.append(bytes)
    case .transcoding: transcoder.transcode(bytes, into: &text)
    }
  }

  /// Appends what is left of the text: no byte follows.
  public mutating func finish(into text: inout [UInt8]) {
    if stage == .opening { open(into: &text) }
    if stage == .sampling { decide(isWhole: true, into: &text) }
    transcoder.finish(into: &text)
  }

  /// Looks at the first bytes, the same ones however they came.
  private mutating func open(into text: inout [UInt8]) {
    let bytes = held
    held = []
    let start = bytes.span.extracting(0..<min(bytes.count, Self.openingBytes))
    let mark = TextEncoding.mark(start)
    if let encoding = mark?.encoding ?? named ?? EncodingEvidence.utf16(start) { settle(encoding) } else { stage = .ascii }
    decode(bytes.span.extracting((mark?.byteCount ?? 0)..<bytes.count), into: &text)
  }

  private mutating func decide(isWhole: Bool, into text: inout [UInt8]) {
    let bytes = held
    held = []
    let sample = bytes.span.extracting(0..<min(bytes.count, Self.sampleBytes))
    settle(EncodingEvidence.guess(sample, after: lastPlain, isWhole: isWhole, preferred: preferred))
    isGuess = encoding == .latin1 && preferred == nil
    decode(bytes.span, into: &text)
  }

  private mutating func settle(_ found: TextEncoding) {
    encoding = found
    transcoder = Transcoder(found)
    stage = found == .utf8 ? .passing : .transcoding
  }
}
