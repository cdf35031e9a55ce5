using Kiosk.Protocol;

namespace Kiosk.Drivers;

/// <summary>
/// What keeps the connection to the gateway from being made, as a <see cref="FaultCode"/>: what the gateway says at
/// once, what nobody says after <see cref="AttemptsMax"/> attempts in a row. Fed by the connecting thread, and by the
/// loop when it gives that thread up; read by the loop.
/// </summary>
public sealed class LinkTrouble
{
    /// <summary>Attempts in a row that nobody answers until that is told.</summary>
    public const int AttemptsMax = 3;

    // CONNACK of MQTT 3.1.1, 3.2.2.3: accepted, not available; above 127 as version 5 has it: not available, busy,
    // shutting down, try later. All else is a refusal of this device.
    private const int Accepted = 0, Unavailable = 3, UnavailableV5 = 136, BusyV5 = 137, EndsV5 = 139, RateV5 = 159;

    private int _failed, _code;

    /// <summary>What is to be told, <see cref="FaultCode.None"/> while nothing is.</summary>
    public int Code
    {
        get { return _code; }
    }

    /// <summary>The gateway answered CONNECT with this return code; true when it accepted.</summary>
    public bool Answered(int returnCode)
    {
        _failed = 0;
        switch (returnCode)
        {
            case Accepted:
                _code = FaultCode.None;
                break;
            case Unavailable:
            case UnavailableV5:
            case BusyV5:
            case EndsV5:
            case RateV5:
                _code = FaultCode.GatewayUnavailable;
                break;
            default:
                _code = FaultCode.ConnectionRefused;
                break;
        }

        return returnCode == Accepted;
    }

    /// <summary>An attempt failed before any answer: no route, no secure connection, no CONNACK.</summary>
    public void Failed()
    {
        Count(FaultCode.GatewayUnreachable);
    }

    /// <summary>The network is there and gives no address.</summary>
    public void NoAddress()
    {
        Count(FaultCode.NetworkNoAddress);
    }

    /// <summary>An attempt neither failed nor came back: somebody accepts and never answers.</summary>
    public void Stuck()
    {
        _failed = AttemptsMax;
        _code = FaultCode.GatewayUnreachable;
    }

    private void Count(int code)
    {
        _failed = _failed < AttemptsMax ? _failed + 1 : AttemptsMax;
        _code = _failed == AttemptsMax ? code : _code;
    }
}
