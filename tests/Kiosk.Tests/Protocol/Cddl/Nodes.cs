namespace Kiosk.Tests.Protocol.Cddl;

/// <summary>The part of CDDL (RFC 8610) that WIRE.md uses, as a tree.</summary>
internal abstract record Node;

/// <summary>One integer.</summary>
internal sealed record Literal(Int128 Value) : Node;

/// <summary>From .. to, both included.</summary>
internal sealed record Span(Int128 Low, Int128 High) : Node;

/// <summary>A named type or group, or one of the prelude (int, tstr, ...); <c>Size</c> that of .size, or -1.</summary>
internal sealed record Named(string Name, int Size) : Node;

/// <summary>An array of a group.</summary>
internal sealed record Array(Node Group) : Node;

/// <summary>A map of a group.</summary>
internal sealed record Map(Node Group) : Node;

/// <summary>Entries one after the other.</summary>
internal sealed record Sequence(IReadOnlyList<Node> Entries) : Node;

/// <summary>One of these ("/" and "//").</summary>
internal sealed record Choice(IReadOnlyList<Node> Ways) : Node;

/// <summary>Least and most occurrences.</summary>
internal sealed record Times(int Least, int Most, Node Entry) : Node;

/// <summary>A member with its key: a name in an array means nothing, in a map the key decides.</summary>
internal sealed record Member(Node Key, Node Value) : Node;
