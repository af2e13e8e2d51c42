import Values

/// The texts of ids. Rows keep only hashes. A file that names deals and journeys needs the texts of the few ids that can be
/// credited.
///
/// ```
/// bytes    kind (1), count (4, little-endian), the id's bytes; the next …
/// ids      an id's key, and the offset of its text in `bytes`
/// ```
public struct SpelledIDs: Sendable {
  public struct ID: Sendable, BitwiseCopyable {
    public let key: JourneyKey
    /// The offset of its record in `bytes`.
    public let place: UInt64
  }

  public private(set) var bytes: [UInt8] = []
  /// Ids that may name a journey. Deals are reached through the rows that name them.
  public private(set) var ids: [ID] = []

  /// The offset of an id without a text.
  public static let none = UInt64.max
  /// Bytes before an id's text.
  public static let headerBytes = 5

  public init() {}

  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ids.removeAll(keepingCapacity: true)
  }

  /// Adds an id that may name a journey.
  mutating func add(_ id: Span<UInt8>, kind: IDKind, key: JourneyKey) {
    ids.append(ID(key: key, place: append(id, kind)))
  }

  /// Appends an id's text and returns its offset.
  mutating func append(_ id: Span<UInt8>, _ kind: IDKind) -> UInt64 {
    let offset = UInt64(bytes.count)
    bytes.append(kind.rawValue)
    for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: id.count >> shift)) }
    for i in id.indices { bytes.append(id[i]) }
    return offset
  }
}
