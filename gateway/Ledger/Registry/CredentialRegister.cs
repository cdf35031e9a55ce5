using System.Text;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Kiosk.Protocol;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger;

/// <summary>What a certificate that a device shows is worth.</summary>
public enum CredentialStanding
{
    /// <summary>Never issued for this device, or replaced more than a day ago.</summary>
    Unknown,

    /// <summary>The device's, but out of date, and nobody lets it in again.</summary>
    Expired,

    /// <summary>The device's: offered, in force, replaced within the last day, or let in again.</summary>
    Good,
}

/// <summary>
/// The client certificates of devices (F-CRED-2): one is in force; from its sixtieth day on the next one is offered
/// inside the session, and the first authentic frame of a connection made with it puts it in force. The one before
/// serves a day longer, as the answer to that frame may be lost. Instants are those of the certificates, real time,
/// told by the caller: the ledger's own clock may be driven. Any thread.
/// </summary>
public sealed class CredentialRegister
{
    /// <summary>Days that a certificate lives; day from which on the next one is offered.</summary>
    public const int LifeDays = 90, RenewDays = 60;

    /// <summary>Days after which an offer that nobody took up is replaced by another.</summary>
    public const int OfferDays = 30;

    /// <summary>Hours that a certificate serves after its successor was first shown.</summary>
    public const int OverlapHours = 24;

    /// <summary>Days for which staff let a device in again whose certificate is out of date, at most.</summary>
    public const int ReadmitDaysMax = 7;

    /// <summary>Days before the end at which staff are told; for which an ended certificate stays on record.</summary>
    public const int WarnDays = 14, RecordDays = 400;

    private const int Offered = 1, InForce = 2, Replaced = 3, Ended = 4;
    private const long Day = 86_400, Hour = 3_600;

    private readonly Committer _committer;
    private readonly Database _database;
    private readonly SecretBox _box;

    internal CredentialRegister(Committer committer, Database database, SecretBox box)
    {
        _committer = committer;
        _database = database;
        _box = box;
    }

    /// <summary>Puts the first certificate of a device in force, the one that its bundle holds.</summary>
    /// <exception cref="LedgerException">Unknown device, or the store failed.</exception>
    public void Bind(long device, IssuedCertificate first)
    {
        ArgumentNullException.ThrowIfNull(first);
        _committer.Write(device, connection =>
        {
            using var known = new Statement(connection, "SELECT 1 FROM device WHERE number=?");
            if (!known.Bind(1, device).Next())
            {
                throw new LedgerException($"Device {device} is not registered.");
            }

            using var end = new Statement(
                connection, "UPDATE credential SET state=?2, since=?3, box=NULL WHERE device=?1 AND state<?2");
            end.Bind(1, device).Bind(2, Ended).Bind(3, first.From.ToUnixTimeSeconds()).Run();
            return Insert(connection, device, Number(connection, device), first.Shown, InForce, null);
        });
    }

    /// <summary>
    /// What a certificate of the authority, issued for this device and shown by it, is worth at an instant. One that
    /// the register does not know and that is newer than the one in force was issued after the copy from which the
    /// register was put back: it is the device's.
    /// </summary>
    /// <exception cref="LedgerException">The store failed.</exception>
    public CredentialStanding Judge(long device, ShownCertificate shown, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(shown);
        long second = now.ToUnixTimeSeconds();
        return _database.Use(connection =>
        {
            Row? row = Find(connection, device, shown.Fingerprint);
            bool known = row is null ? IsNewer(connection, device, shown)
                : row.AdmittedUntil > second || !row.IsOver(second);
            return !known ? CredentialStanding.Unknown
                : shown.Until <= now && !(row?.AdmittedUntil > second) ? CredentialStanding.Expired
                : CredentialStanding.Good;
        });
    }

    /// <summary>
    /// An authentic frame came over a connection made with this certificate: when it is the one offered, or one that
    /// the register had lost, it is in force from now on. True when this did it.
    /// </summary>
    /// <exception cref="LedgerException">The store failed.</exception>
    public bool Confirm(long device, ShownCertificate shown, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(shown);
        bool advances = _database.Use(connection => Advances(connection, device, shown));
        return advances && _committer.Write(device, connection =>
        {
            long second = now.ToUnixTimeSeconds();
            if (!Advances(connection, device, shown))
            {
                return false;
            }

            if (Find(connection, device, shown.Fingerprint) is null)
            {
                // An offer that waits is worth nothing any more: the device has its own.
                EndOffers(connection, device, second);
                Insert(connection, device, Number(connection, device), shown, Offered, null);
            }

            using var step = new Statement(connection, """
                UPDATE credential SET state=state+1, since=?2, box=NULL, admitted_until=0
                WHERE device=?1 AND state<?3
                """);
            step.Bind(1, device).Bind(2, second).Bind(3, Ended).Run();
            using var forget = new Statement(
                connection, "DELETE FROM credential WHERE device=? AND state=? AND since<?");
            forget.Bind(1, device).Bind(2, Ended).Bind(3, second - (RecordDays * Day)).Run();
            return true;
        });
    }

    /// <summary>
    /// What a device that is connected by this certificate must be sent: the next one, made now when it is due, or the
    /// one that waits for it already. Null when nothing is due.
    /// </summary>
    /// <exception cref="LedgerException">Unknown device, or the store failed.</exception>
    public DownlinkMessage? Offer(
        long device, string fingerprint, DateTimeOffset now, Func<long, IssuedCertificate> issue)
    {
        ArgumentNullException.ThrowIfNull(issue);
        long second = now.ToUnixTimeSeconds();
        bool due = _database.Use(connection => IsDue(connection, device, fingerprint, second));
        return due ? _committer.Write(device, connection => Offer(connection, device, second, issue)) : null;
    }

    /// <summary>
    /// Lets a device in again whose certificate is out of date, or was replaced, until an instant: it gets the next one
    /// as soon as it connects. False when it is unknown, revoked, or has no certificate.
    /// </summary>
    /// <exception cref="LedgerException">More than <see cref="ReadmitDaysMax"/> days, or the store failed.</exception>
    public bool Readmit(long device, DateTimeOffset now, DateTimeOffset until)
    {
        if (until <= now || until > now.AddDays(ReadmitDaysMax))
        {
            throw new LedgerException($"A device is let in again for 1 to {ReadmitDaysMax} days.");
        }

        return _committer.Write(device, connection =>
        {
            // The last two that were in force: a board whose newer slot was damaged shows the one before.
            using var admit = new Statement(connection, """
                UPDATE credential SET admitted_until=?2 WHERE device=?1 AND number IN (
                    SELECT c.number FROM credential c JOIN device d ON d.number=c.device
                    WHERE c.device=?1 AND c.state IN (?3,?4) AND d.revoked_at IS NULL)
                """);
            return admit.Bind(1, device).Bind(2, until.ToUnixTimeSeconds()).Bind(3, InForce).Bind(4, Replaced)
                .Run() > 0;
        });
    }

    /// <summary>
    /// Raises the alarm <see cref="AlarmKind.CredentialEnds"/>, once per certificate, for each device in service whose
    /// certificate ends within <see cref="WarnDays"/> days or has ended; returns how many.
    /// </summary>
    /// <exception cref="LedgerException">The store failed.</exception>
    public int Warn(DateTimeOffset now)
    {
        long before = now.ToUnixTimeSeconds() + (WarnDays * Day);
        bool any = _database.Use(connection => Ending(connection, before).Count > 0);
        return !any ? 0 : _committer.Write(0, connection =>
        {
            List<(long Device, long Number, long Until)> ending = Ending(connection, before);
            using var alarms = new AlarmTable(connection);
            using var told = new Statement(
                connection, "UPDATE credential SET warned=1 WHERE device=? AND number=?");
            foreach ((long device, long number, long until) in ending)
            {
                alarms.Raise(device, AlarmKind.CredentialEnds, _committer.Now,
                    Texts.Of($"the certificate ends on {LedgerQueries.Time(until):yyyy-MM-dd}: ")
                        + "the device must connect before, or be let in again");
                told.Bind(1, device).Bind(2, number).Run();
            }

            return ending.Count;
        });
    }

    /// <summary>Forgets the key of an offer to a device that was revoked. On the committing thread.</summary>
    internal static void Revoke(SqliteConnection connection, long device)
    {
        using var forget = new Statement(
            connection, "UPDATE credential SET box=NULL, admitted_until=0 WHERE device=?");
        forget.Bind(1, device).Run();
    }

    private DownlinkMessage Offer(
        SqliteConnection connection, long device, long second, Func<long, IssuedCertificate> issue)
    {
        using var rows = new Statement(connection, """
            SELECT number, box FROM credential WHERE device=?1 AND state=?2 AND since>?3 AND box IS NOT NULL
            ORDER BY number DESC LIMIT 1
            """);
        if (rows.Bind(1, device).Bind(2, Offered).Bind(3, second - (OfferDays * Day)).Next())
        {
            int waiting = rows.Int(0);
            return new(device, Downlink.Credentials, waiting, _box.OpenDelivery(device, waiting, rows.Bytes(1)));
        }

        rows.Reset();
        int number = Number(connection, device);
        EndOffers(connection, device, second);
        IssuedCertificate next = issue(device);
        byte[] message = Compose(connection, device, number, next);
        Insert(connection, device, number, next.Shown, Offered, _box.SealDelivery(device, number, message));
        return new(device, Downlink.Credentials, number, message);
    }

    private byte[] Compose(SqliteConnection connection, long device, int number, IssuedCertificate next)
    {
        using var rows = new Statement(connection, "SELECT secret FROM device WHERE number=?");
        if (!rows.Bind(1, device).Next())
        {
            throw new LedgerException($"Device {device} is not registered.");
        }

        var keys = new DeviceKeys(device, _box.Unseal(device, rows.Bytes(0)));
        var buffer = new byte[Limits.DownlinkBytesMax];
        int length = new DownlinkWriter(new PlatformMac(), keys.Downlink, device).WriteCredentials(
            Credentials.Of(Encoding.ASCII.GetBytes(next.CertificatePem), Encoding.ASCII.GetBytes(next.KeyPem)),
            number, buffer);
        return length > 0 ? buffer[..length]
            : throw new LedgerException($"The certificate for device {device} does not fit a message.");
    }

    private static bool IsDue(SqliteConnection connection, long device, string fingerprint, long second) =>
        Find(connection, device, fingerprint) is { } row
        && (row.AdmittedUntil > second || (row.State == InForce
            // Issued by a clock that was ahead it would live too long.
            && (row.From + (RenewDays * Day) <= second || row.From > second + Day)));

    private static int Insert(
        SqliteConnection connection, long device, int number, ShownCertificate certificate, int state, byte[]? box)
    {
        using var put = new Statement(
            connection, "INSERT INTO credential VALUES(?1,?2,?3,?4,?5,?6,?4,?7,0,0)");
        put.Bind(1, device).Bind(2, number).Bind(3, certificate.Fingerprint)
            .Bind(4, certificate.From.ToUnixTimeSeconds()).Bind(5, certificate.Until.ToUnixTimeSeconds())
            .Bind(6, state);
        if (box is null)
        {
            put.BindNull(7);
        }
        else
        {
            put.Bind(7, box);
        }

        return put.Run();
    }

    private static void EndOffers(SqliteConnection connection, long device, long second)
    {
        using var end = new Statement(
            connection, "UPDATE credential SET state=?2, since=?3, box=NULL WHERE device=?1 AND state=?4");
        end.Bind(1, device).Bind(2, Ended).Bind(3, second).Bind(4, Offered).Run();
    }

    private static int Number(SqliteConnection connection, long device)
    {
        using var rows = new Statement(connection, "SELECT ifnull(max(number),0)+1 FROM credential WHERE device=?");
        rows.Bind(1, device).Next();
        return rows.Int(0);
    }

    private static Row? Find(SqliteConnection connection, long device, string fingerprint)
    {
        using var rows = new Statement(connection, """
            SELECT from_at, state, since, admitted_until FROM credential
            WHERE device=? AND fingerprint=? ORDER BY number DESC LIMIT 1
            """);
        return rows.Bind(1, device).Bind(2, fingerprint).Next()
            ? new Row(rows.Long(0), rows.Int(1), rows.Long(2), rows.Long(3)) : null;
    }

    private static bool Advances(SqliteConnection connection, long device, ShownCertificate shown) =>
        Find(connection, device, shown.Fingerprint) is { } row ? row.State == Offered
            : IsNewer(connection, device, shown);

    // Where the dates of the one in force are not known, one that lives no longer than those of today is newer.
    private static bool IsNewer(SqliteConnection connection, long device, ShownCertificate shown)
    {
        using var rows = new Statement(connection, "SELECT from_at FROM credential WHERE device=? AND state=?");
        return rows.Bind(1, device).Bind(2, InForce).Next()
            && shown.From.ToUnixTimeSeconds() > rows.Long(0)
            && shown.Until - shown.From <= TimeSpan.FromDays(LifeDays);
    }

    private static List<(long Device, long Number, long Until)> Ending(SqliteConnection connection, long before)
    {
        using var rows = new Statement(connection, """
            SELECT c.device, c.number, c.until_at FROM credential c JOIN device d ON d.number=c.device
            WHERE c.state=? AND c.warned=0 AND c.until_at>0 AND c.until_at<=? AND d.revoked_at IS NULL
            ORDER BY c.device
            """);
        rows.Bind(1, InForce).Bind(2, before);
        var ending = new List<(long, long, long)>();
        while (rows.Next())
        {
            ending.Add((rows.Long(0), rows.Long(1), rows.Long(2)));
        }

        return ending;
    }

    private sealed record Row(long From, int State, long Since, long AdmittedUntil)
    {
        // Replaced by a clock that was ahead it is over as well.
        public bool IsOver(long second) => State == Ended
            || (State == Replaced && Math.Abs(second - Since) >= OverlapHours * Hour);
    }
}
