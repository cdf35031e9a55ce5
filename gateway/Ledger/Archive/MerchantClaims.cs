using System.Security.Cryptography;
using System.Text;
using Kiosk.Ledger.Ingest;
using Kiosk.Ledger.Store;
using Microsoft.Data.Sqlite;

namespace Kiosk.Ledger;

/// <summary>
/// How a merchant comes to a token that the city never sees (pos.md R74): the city gives a code, the merchant alone
/// exchanges it. Who took the merchant's place is found out, as a code serves once and tells when it did.
/// </summary>
public sealed partial class ArchiveOffice
{
    /// <summary>Days that a code serves; wrong codes that are logged.</summary>
    public const int ClaimDays = 30, ClaimTries = 5;

    private const int ClaimBytes = 10, ClaimGroup = 4, DaySeconds = 86_400;

    // Crockford's base 32: no I, L, O, U, so that a code reads the same from paper.
    private const string ClaimLetters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>
    /// A new code for one terminal, 80 random bits in four groups of four, shown once; only its digest is kept. The
    /// code before is void, the merchant's token stays until the new code is exchanged. Logged with the reason before.
    /// </summary>
    /// <exception cref="LedgerException">Unknown terminal, or the store failed.</exception>
    public string NewMerchantClaim(string terminal, string reason)
    {
        _ = Merchant(terminal);
        Log(terminal, "city", "new merchant code", reason);
        var code = new StringBuilder();
        byte[] random = RandomNumberGenerator.GetBytes(ClaimBytes);
        for (int i = 0; i < ClaimBytes * 8 / 5; i++)
        {
            int at = i * 5 / 8, shift = 11 - (i * 5 % 8);
            int pair = (random[at] << 8) | (at + 1 < ClaimBytes ? random[at + 1] : 0);
            code.Append(i > 0 && i % ClaimGroup == 0 ? "-" : "").Append(ClaimLetters[(pair >> shift) & 31]);
        }

        _committer.Write(0, writer =>
        {
            using var end = new Statement(writer, "DELETE FROM merchant_claim WHERE terminal=? AND used_at=0");
            end.Bind(1, terminal).Run();
            using var put = new Statement(writer, "INSERT INTO merchant_claim VALUES(?,?,?,0,0)");
            return put.Bind(1, terminal).Bind(2, ClaimDigest(code.ToString())).Bind(3, _committer.Now).Run();
        });
        return code.ToString();
    }

    /// <summary>
    /// Exchanges a code for a token of that terminal (43 characters, shown once; only its digest is kept); the token
    /// before is void. Logged.
    /// </summary>
    /// <exception cref="LedgerException">
    /// No code is open, it was used, is too old, or is another; the sentence says which. Or the store
    /// failed.
    /// </exception>
    public string Claim(string terminal, string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        byte[] digest = ClaimDigest(code);
        // Anybody may ask: what changes nothing writes nothing, and no more than five wrong codes are logged.
        if (_database.Use(connection => Closed(connection, terminal, digest)) is { } closed)
        {
            throw new LedgerException(closed);
        }

        string token = System.Buffers.Text.Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        string? refusal = _committer.Write(0, writer => Exchange(writer, terminal, digest, token));
        return refusal == null ? token : throw new LedgerException(refusal);
    }

    // Why this code opens nothing whatever it is: it was used, or none is open; null while one may.
    private string? Closed(SqliteConnection connection, string terminal, byte[] digest)
    {
        using var used = new Statement(
            connection, "SELECT used_at FROM merchant_claim WHERE terminal=? AND hash=? AND used_at>0");
        if (used.Bind(1, terminal).Bind(2, digest).Next())
        {
            DateTimeOffset at = LedgerQueries.Time(used.Long(0));
            return Texts.Of($"The code of {terminal} was used on {at:yyyy-MM-dd HH:mm} UTC. ")
                + "If that was not you, ask the city for another one at once.";
        }

        using var open = new Statement(
            connection, "SELECT made_at, tries, hash=?2 FROM merchant_claim WHERE terminal=?1 AND used_at=0");
        return !open.Bind(1, terminal).Bind(2, digest).Next() ? $"No code is open for {terminal}: ask the city for one."
            // Nobody guesses 80 bits; a code that wrong ones locked would let a stranger keep the merchant out.
            : open.Long(1) >= ClaimTries && open.Long(2) == 0
                ? Texts.Of($"That is not the code of {terminal}, as {open.Long(1)} before it were not.")
            : _committer.Now > open.Long(0) + (ClaimDays * DaySeconds) ? Texts.Of(
                $"The code of {terminal} is older than {ClaimDays} days: ask the city for another one.")
            : null;
    }

    // With its line in the log, in one commit.
    private string? Exchange(SqliteConnection writer, string terminal, byte[] digest, string token)
    {
        if (Closed(writer, terminal, digest) is { } closed)
        {
            return closed;
        }

        using var use = new Statement(
            writer, "UPDATE merchant_claim SET used_at=?2 WHERE terminal=?1 AND hash=?3 AND used_at=0");
        if (use.Bind(1, terminal).Bind(2, _committer.Now).Bind(3, digest).Run() > 0)
        {
            using var put = new Statement(writer, "INSERT OR REPLACE INTO merchant_token VALUES(?,?,?)");
            put.Bind(1, terminal).Bind(2, SHA256.HashData(Encoding.ASCII.GetBytes(token)))
                .Bind(3, _committer.Now).Run();
            Log(writer, terminal, "merchant", "token taken with the code", "");
            return null;
        }

        using var wrong = new Statement(
            writer, "UPDATE merchant_claim SET tries=tries+1 WHERE terminal=? AND used_at=0 RETURNING tries");
        long tries = wrong.Bind(1, terminal).Next() ? wrong.Long(0) : ClaimTries;
        wrong.Reset();
        string refusal = Texts.Of($"That is not the code of {terminal}, wrong code {tries}.");
        Log(writer, terminal, "merchant", "wrong code", refusal);
        return refusal;
    }

    // As read from paper: small letters, spaces and hyphens, O for 0, I and L for 1.
    private static byte[] ClaimDigest(string code)
    {
        string plain = new([.. code.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit)
            .Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c })]);
        return SHA256.HashData(Encoding.ASCII.GetBytes(plain));
    }
}
