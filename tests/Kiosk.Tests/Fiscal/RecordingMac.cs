using System.Text;
using Kiosk.Protocol;

namespace Kiosk.Tests.Fiscal;

/// <summary>A MAC that keeps the texts it was given, so that tests can read what was sealed.</summary>
internal sealed class RecordingMac : Mac
{
    private readonly List<(byte[] Key, string Text)> _texts = [];

    public override void Compute(byte[] key, byte[] data, int offset, int length, byte[] mac, int macOffset)
    {
        _texts.Add(((byte[])key.Clone(), Encoding.Latin1.GetString(data, offset, length)));
        new PlatformMac().Compute(key, data, offset, length, mac, macOffset);
    }

    public List<string> TextsUnder(byte[] key) =>
        _texts.Where(t => t.Key.SequenceEqual(key)).Select(t => t.Text).ToList();
}
