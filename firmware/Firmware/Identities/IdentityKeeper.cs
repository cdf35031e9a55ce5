using Kiosk.Firmware.Parts;
using Kiosk.Protocol;

namespace Kiosk.Firmware.Identities;

/// <summary>
/// Brings what the bench delivered and what the slots hold together at boot (F-CRED-2). The certificate is the mark of
/// a delivery: the bench writes it last, the board removes it first. Without one the slots are used as they are; with
/// one it is stored with its key, and with the secret where one came along. One thread, before the loop starts.
/// </summary>
public sealed class IdentityKeeper
{
    /// <summary>Items as read from the drive.</summary>
    public readonly DeviceIdentity Identity = new DeviceIdentity();

    /// <summary>Credentials in force and next.</summary>
    public readonly CredentialSlots Slots;

    /// <summary>Outcome of the delivery (<see cref="CredentialSlots"/>); Held when there was none.</summary>
    public int Outcome = CredentialSlots.Held;

    /// <summary>Keeper over a drive, with slots from <paramref name="firstFile"/> on.</summary>
    public IdentityKeeper(Drive drive, int firstFile)
    {
        Slots = new CredentialSlots(drive, firstFile);
    }

    /// <summary>The item that keeps the kiosk from selling; <see cref="IdentityItem.None"/> when it can.</summary>
    public int StopsSelling => Identity.FirstFault(IdentityItem.Device, IdentityItem.Secret);

    /// <summary>The item that keeps it from connecting or from its card terminal; it sells on without.</summary>
    public int StopsConnecting => Identity.FirstFault(IdentityItem.Gateway, IdentityItem.Card);

    /// <summary>
    /// Once all items were taken: stores a delivery. True when what was delivered is safe in a slot, so that the board
    /// removes the items (certificate, key, secret, in this order); a cut in between is made good at the next boot.
    /// </summary>
    public bool Store()
    {
        Slots.Load();
        if (Identity.IsMissing(IdentityItem.Certificate))
        {
            UseSlots();
            return Slots.Any;
        }

        bool whole = !Identity.IsMalformed(IdentityItem.Certificate) && IsSound(IdentityItem.Key);
        if (Slots.Any && Identity.IsMissing(IdentityItem.Secret))
        {
            Slots.CopySecret(Identity.Secret);
            Identity.Excuse(IdentityItem.Secret);
        }

        if (!whole || !IsSound(IdentityItem.Secret))
        {
            UseSecret();
            return false;
        }

        Outcome = Slots.Deliver(Identity.Secret, Credentials.Of(Identity.Certificate, Identity.Key));
        UseSecret();
        return Outcome == CredentialSlots.Stored || Outcome == CredentialSlots.Held;
    }

    /// <summary>Has the merchant and the city told, once the loop has started.</summary>
    public void Tell(FaultCounts faults)
    {
        if (StopsConnecting != IdentityItem.None || Outcome == CredentialSlots.OtherSecret)
        {
            faults.Raise(FaultCode.IdentityIncomplete);
        }

        if (Outcome == CredentialSlots.NotStored)
        {
            faults.Raise(FaultCode.SmallWriteFailed);
        }
    }

    private bool IsSound(int item)
    {
        return !Identity.IsMissing(item) && !Identity.IsMalformed(item);
    }

    private void UseSlots()
    {
        UseSecret();
        if (Slots.Any)
        {
            Identity.Excuse(IdentityItem.Certificate);
            Identity.Excuse(IdentityItem.Key);
        }
    }

    // Seals are made by the secret of the slots, whatever a delivery that was not taken says.
    private void UseSecret()
    {
        if (Slots.Any)
        {
            Slots.CopySecret(Identity.Secret);
            Identity.Excuse(IdentityItem.Secret);
        }
    }
}
