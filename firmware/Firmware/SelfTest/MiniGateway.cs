using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.SelfTest;

/// <summary>
/// The least a gateway does: takes frames in order of sequence, acknowledges the highest contiguous one.
/// </summary>
public sealed class MiniGateway
{
    private readonly SelfCheck _check;
    private readonly InMemoryUplink _uplink;
    private readonly DownlinkWriter _writer;
    private readonly CborCursor _cursor = new CborCursor();
    private readonly Acknowledgement _ack = new Acknowledgement();
    private readonly byte[] _message = new byte[384];

    /// <summary>Highest contiguous sequence received.</summary>
    public long Contiguous;

    /// <summary>Gateway of one device at the other end of an uplink.</summary>
    public MiniGateway(SelfCheck check, Mac mac, InMemoryUplink uplink, long device)
    {
        _check = check;
        _uplink = uplink;
        _writer = new DownlinkWriter(mac, SealChecks.Key(mac, KeyDerivation.Downlink), device);
    }

    /// <summary>Sends a catalogue of one department, at 5.5 %.</summary>
    public void SendCatalogue()
    {
        Catalogue catalogue = new Catalogue(1);
        catalogue.Version = 1;
        catalogue.DepartmentCount = 1;
        catalogue.DepartmentRate[0] = 550;
        catalogue.ArticleCount = 1;
        catalogue.Code[0] = 1;
        catalogue.Price[0] = 120;
        catalogue.Rate[0] = 550;
        catalogue.Department[0] = 1;
        for (int i = 0; i < Limits.LabelBytesMax; i++)
        {
            catalogue.Labels[i] = (byte)'A';
            catalogue.DepartmentLabels[i] = (byte)'D';
        }

        int length = _writer.WriteCatalogue(catalogue, _message);
        _check.That(length > 0 && _uplink.Deliver(_message, length));
    }

    /// <summary>Takes a waiting frame and answers it.</summary>
    public void Answer(KioskLoop loop, long utcSeconds)
    {
        if (_uplink.FrameLength == 0)
        {
            return;
        }

        _check.Produced(_uplink.Frame, 0, _uplink.FrameLength);
        _cursor.Begin(_uplink.Frame, 0, _uplink.FrameLength);
        _cursor.Array(FrameShape.FrameItems);
        _cursor.Skip();
        _cursor.Skip();
        long boot = _cursor.Int();
        long first = _cursor.Int();
        _cursor.Skip();
        _cursor.Skip();
        int count = _cursor.Array(Limits.FrameEventsMax);
        _uplink.FrameLength = 0;
        if (first == Contiguous + 1)
        {
            Contiguous += count;
        }

        _ack.Reset();
        _ack.Counter = loop.AcknowledgedThrough + 1;
        _ack.Contiguous = Contiguous;
        _ack.Window = 1;
        _ack.UtcSeconds = utcSeconds;
        _ack.NextSequence = Contiguous + 1;
        _ack.EchoBoot = boot;
        _ack.EchoFirstSequence = first;
        _uplink.Deliver(_message, _writer.WriteAck(_ack, _message));
    }
}
