namespace Kiosk.Gateway.Console;

/// <summary>
/// Answers that refuse, as problem documents (RFC 9457). Types are stable names under <c>urn:kiosk:problem:</c>.
/// </summary>
public static class Problems
{
    private const string Prefix = "urn:kiosk:problem:";

    /// <summary>400: the request is wrong; one list of sentences per field.</summary>
    public static IResult Invalid(IDictionary<string, string[]> errors) =>
        Results.ValidationProblem(errors, type: Prefix + "invalid", title: "The request is wrong.");

    /// <summary>400: the request is wrong in one field.</summary>
    public static IResult Invalid(string field, string sentence) =>
        Invalid(new Dictionary<string, string[]> { [field] = [sentence] });

    /// <summary>401.</summary>
    public static IResult Unauthorized(string detail) => Make(401, "unauthorized", "Who are you?", detail);

    /// <summary>403.</summary>
    public static IResult Forbidden(string detail) => Make(403, "forbidden", "Not from here.", detail);

    /// <summary>404.</summary>
    public static IResult NotFound(string detail) => Make(404, "not-found", "Not found.", detail);

    /// <summary>409.</summary>
    public static IResult Conflict(string detail) => Make(409, "conflict", "Refused in the present state.", detail);

    /// <summary>413: understood, and too large to be sent on.</summary>
    public static IResult TooLarge(string detail) => Make(413, "too-large", "Too large for a kiosk.", detail);

    private static IResult Make(int status, string type, string title, string detail) =>
        Results.Problem(detail, statusCode: status, title: title, type: Prefix + type);
}
