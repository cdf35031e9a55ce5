namespace Kiosk.Protocol;

/// <summary>Numbers of RFC 8949 that writer and cursor share.</summary>
internal static class Cbor
{
    /// <summary>Major types.</summary>
    public const int Unsigned = 0, Negative = 1, ByteString = 2, TextString = 3, Array = 4, Map = 5, Tag = 6,
        Simple = 7;

    /// <summary>Simple values.</summary>
    public const int False = 20, True = 21, Null = 22;
}
