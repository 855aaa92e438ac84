using FaceRek.Core.Billing;

namespace FaceRek.Core.Access;

/// <summary>What became of a wish for a key. Only <see cref="Created"/> made one.</summary>
public abstract record ApiKeyOutcome
{
    private ApiKeyOutcome() { }

    /// <param name="Text">The key itself, now and never again.</param>
    public sealed record Created(ApiKey Key, string Text) : ApiKeyOutcome;

    public sealed record NameInvalid : ApiKeyOutcome;

    /// <summary>None at all, or one that there is not or that keys cannot have.</summary>
    public sealed record ScopeInvalid : ApiKeyOutcome;

    public sealed record NetworkInvalid : ApiKeyOutcome;

    public sealed record ExpiryPast : ApiKeyOutcome;

    public sealed record NotEntitled(EntitlementDenial Obstacle) : ApiKeyOutcome;

    /// <summary><see cref="ApiKey.MaxInUse"/> are in use.</summary>
    public sealed record TooMany : ApiKeyOutcome;
}
