using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Identities;

/// <summary>
/// Renewal of the device's credentials inside the session (F-CRED-2): stores what the gateway delivers, has the
/// connection made anew with it, and puts it in force when that is answered. One thread, the loop's; it allocates
/// nothing.
/// </summary>
public sealed class CredentialDesk
{
    private readonly CredentialSlots _slots;
    private readonly Uplink _uplink;
    private readonly FaultCounts _faults;
    private readonly Credentials _delivered = new Credentials();
    private int _answered;
    private bool _told;

    /// <summary>Deliveries since start: stored, held already, not stored (the gateway sends them again).</summary>
    public int Stored, Held, NotStored;

    /// <summary>Desk over the slots of a device and its connection.</summary>
    public CredentialDesk(CredentialSlots slots, Uplink uplink, FaultCounts faults)
    {
        _slots = slots;
        _uplink = uplink;
        _faults = faults;
    }

    /// <summary>Takes the delivery that was opened; <see cref="DownlinkError.None"/> or why it is refused.</summary>
    public int Take(DownlinkReader reader)
    {
        int error = reader.ReadCredentials(_delivered);
        if (error != DownlinkError.None)
        {
            return error;
        }

        switch (_slots.Renew(_delivered))
        {
            case CredentialSlots.Stored:
                Stored++;
                _uplink.Recover(Uplink.CloseConnection);
                break;
            case CredentialSlots.Held:
                Held++;
                break;
            case CredentialSlots.NotStored:
                NotStored++;
                _faults.Raise(FaultCode.SmallWriteFailed);
                break;
            default:
                NotStored++;
                break;
        }

        return DownlinkError.None;
    }

    /// <summary>After an answer of the gateway: how many it has given since start.</summary>
    public void Look(int answered)
    {
        if (answered == _answered)
        {
            return;
        }

        if (_slots.Answered())
        {
            _answered = answered;
        }

        if (_slots.Refused && !_told)
        {
            _told = true;
            _faults.Raise(FaultCode.CredentialsRefused);
        }
    }
}
