namespace Kiosk.Gateway.Options;

/// <summary>The configuration is wrong. Holds one sentence per mistake, each opening with the key to change.</summary>
public sealed class OptionException : Exception
{
    /// <summary>Makes the exception from at least one sentence.</summary>
    public OptionException(IReadOnlyList<string> errors)
        : base("wrong configuration:" + string.Concat(errors.Select(error => Environment.NewLine + "  " + error)))
    {
        Errors = errors;
    }

    /// <summary>The mistakes, in the order of the options.</summary>
    public IReadOnlyList<string> Errors { get; }
}
