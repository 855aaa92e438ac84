using System.Net;
using System.Security.Cryptography;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.ApiAccess;

/// <summary>Creates, revokes and recognises keys.</summary>
public sealed partial class ApiKeyDesk(
    FaceRekDb db,
    CurrentOrganization current,
    Entitlement entitlement,
    TimeProvider clock,
    ILogger<ApiKeyDesk> logger
)
{
    public async Task<ApiKeyOutcome> CreateAsync(
        ApiKeyRequest request,
        Guid byUserId,
        CancellationToken cancellationToken
    )
    {
        var now = clock.GetUtcNow();
        if (!PlainName.TryRead(request.Name, ApiKey.MaxNameLength, out var name))
        {
            return new ApiKeyOutcome.NameInvalid();
        }
        if (request.Scopes.Count == 0 || request.Scopes.Except(ApiScope.OfKeys).Any())
        {
            return new ApiKeyOutcome.ScopeInvalid();
        }
        if (!NetworkList.TryRead(request.Networks, out var networks))
        {
            return new ApiKeyOutcome.NetworkInvalid();
        }
        if (request.ExpiresAt <= now)
        {
            return new ApiKeyOutcome.ExpiryPast();
        }
        if (await entitlement.ToUseAsync(Feature.Api, cancellationToken) is { } obstacle)
        {
            return new ApiKeyOutcome.NotEntitled(obstacle);
        }

        await using var transaction = await db.BeginLockedAsync(current.Organization, cancellationToken);
        if (await db.ApiKeys.InUse(now).CountAsync(cancellationToken) >= ApiKey.MaxInUse)
        {
            return new ApiKeyOutcome.TooMany();
        }
        var secret = Secret.New();
        var key = new ApiKey
        {
            OrganizationId = current.Organization.Id,
            Name = name,
            SecretHash = Secret.Hash(secret),
            Scopes = ApiScope.Join(request.Scopes),
            Networks = networks,
            CreatedById = byUserId,
            CreatedAt = now,
            ExpiresAt = request.ExpiresAt?.ToUniversalTime(),
        };
        db.ApiKeys.Add(key);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        LogCreated(key.Id, byUserId);
        return new ApiKeyOutcome.Created(key, ApiKeyText.Of(key.Id, secret));
    }

    /// <returns>False where there is no such key; a key that is already revoked stays so.</returns>
    public async Task<bool> RevokeAsync(Guid keyId, Guid byUserId, CancellationToken cancellationToken)
    {
        if (
            await db.ApiKeys.AsTracking().SingleOrDefaultAsync(key => key.Id == keyId, cancellationToken)
            is not { } found
        )
        {
            return false;
        }
        found.Revoke(clock.GetUtcNow());
        await db.SaveChangesAsync(cancellationToken);
        LogRevoked(keyId, byUserId);
        return true;
    }

    /// <summary>
    /// Finds the key before any organization is entered; null for a key that is wrong, revoked, too old or used from
    /// another network.
    /// </summary>
    public async Task<ApiKey?> RecogniseAsync(string? text, IPAddress? from, CancellationToken cancellationToken)
    {
        if (!ApiKeyText.TryRead(text, out var id, out var secret))
        {
            return null;
        }
        var key = await FindAsync(id, cancellationToken);
        var isRight = CryptographicOperations.FixedTimeEquals(key?.SecretHash ?? new byte[32], Secret.Hash(secret));
        return isRight && key!.MayBeUsed(clock.GetUtcNow(), from) ? key : null;
    }

    /// <summary>
    /// The key behind a token, with its organization; read on every call, so that a revocation takes effect with the
    /// next one.
    /// </summary>
    public Task<ApiKey?> FindAsync(Guid keyId, CancellationToken cancellationToken) =>
        db.ApiKeysById(keyId).Include(key => key.Organization).SingleOrDefaultAsync(cancellationToken);

    /// <summary>Runs in the key's organization.</summary>
    public async Task NoteUseAsync(ApiKey key, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now - key.LastUsedAt < ApiKey.UseNoted)
        {
            return;
        }
        await db
            .ApiKeys.Where(row => row.Id == key.Id)
            .ExecuteUpdateAsync(row => row.SetProperty(k => k.LastUsedAt, now), cancellationToken);
    }

    [LoggerMessage(
        EventId = 1201,
        Level = LogLevel.Information,
        Message = "API key {KeyId} was created by user {UserId}"
    )]
    private partial void LogCreated(Guid keyId, Guid userId);

    [LoggerMessage(
        EventId = 1202,
        Level = LogLevel.Information,
        Message = "API key {KeyId} was revoked by user {UserId}"
    )]
    private partial void LogRevoked(Guid keyId, Guid userId);
}

/// <param name="Scopes">Of <see cref="ApiScope.OfKeys"/>.</param>
/// <param name="Networks">Addresses and networks; empty for anywhere.</param>
public sealed record ApiKeyRequest(
    string? Name,
    IReadOnlyList<string> Scopes,
    IReadOnlyList<string> Networks,
    DateTimeOffset? ExpiresAt
);

/// <summary>The outcome of a request for a key. Only <see cref="Created"/> made one.</summary>
public abstract record ApiKeyOutcome
{
    private ApiKeyOutcome() { }

    /// <param name="Text">The key itself, shown only now.</param>
    public sealed record Created(ApiKey Key, string Text) : ApiKeyOutcome;

    public sealed record NameInvalid : ApiKeyOutcome;

    /// <summary>No scope, an unknown one, or one that keys cannot have.</summary>
    public sealed record ScopeInvalid : ApiKeyOutcome;

    public sealed record NetworkInvalid : ApiKeyOutcome;

    public sealed record ExpiryPast : ApiKeyOutcome;

    public sealed record NotEntitled(EntitlementDenial Obstacle) : ApiKeyOutcome;

    /// <summary><see cref="ApiKey.MaxInUse"/> are in use.</summary>
    public sealed record TooMany : ApiKeyOutcome;
}
