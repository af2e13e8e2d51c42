extension RandomAccessCollection {
  /// The first index from which on `isBeyond` holds, `endIndex` where it holds nowhere: a search by halving.
  ///
  /// - Precondition: where `isBeyond` holds for an element, it holds for all that follow.
  /// - Complexity: O(log `count`) calls.
  @inlinable
  package func partitioningIndex(where isBeyond: (Element) -> Bool) -> Index {
    var low = startIndex, left = count
    while left > 0 {
      let half = left / 2
      let middle = index(low, offsetBy: half)
      if isBeyond(self[middle]) {
        left = half
      } else {
        low = index(after: middle)
        left -= half + 1
      }
    }
    return low
  }
}
