import Values

/// Ids as their rows spell them. Rows keep hashes alone; a file that names deals and journeys needs the texts of those few
/// that can be credited.
///
/// ```
/// bytes    kind (1), count (4, little-endian), the id's bytes; the next …
/// ids      an id's key, and where in `bytes` it is spelled
/// ```
public struct SpelledIDs: Sendable {
  public struct ID: Sendable, BitwiseCopyable {
    public let key: JourneyKey
    /// Its place in `bytes`.
    public let place: UInt64
  }

  public private(set) var bytes: [UInt8] = []
  /// Ids that journeys may go by. Deals are found by the rows that name them.
  public private(set) var ids: [ID] = []

  /// The place of what is spelled nowhere.
  public static let none = UInt64.max
  /// Bytes before an id's own.
  public static let headerBytes = 5

  public init() {}

  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
    ids.removeAll(keepingCapacity: true)
  }

  /// Adds an id that a journey may go by.
  mutating func add(_ id: Span<UInt8>, kind: IDKind, key: JourneyKey) {
    ids.append(ID(key: key, place: spell(id, kind)))
  }

  /// Spells an id and gives its place.
  mutating func spell(_ id: Span<UInt8>, _ kind: IDKind) -> UInt64 {
    let place = UInt64(bytes.count)
    bytes.append(kind.rawValue)
    for shift in [0, 8, 16, 24] { bytes.append(UInt8(truncatingIfNeeded: id.count >> shift)) }
    for i in id.indices { bytes.append(id[i]) }
    return place
  }
}
