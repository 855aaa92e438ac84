using System.Security.Cryptography;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;

namespace FaceRek.Web.Api.Tokens;

/// <summary>
/// The key pairs of access tokens: in the database, encrypted, so that every node signs and checks with the same ones,
/// and read again once a minute. The next key is created and published two days before the current one ends.
/// </summary>
public sealed partial class TokenKeys(
    IServiceScopeFactory scopes,
    IDataProtectionProvider protection,
    TimeProvider clock,
    ILogger<TokenKeys> logger
) : IDisposable
{
    private static readonly TimeSpan LookedAtEvery = TimeSpan.FromMinutes(1);

    private readonly IDataProtector seal = protection.CreateProtector("FaceRek.TokenKeys.v1");
    private readonly SemaphoreSlim gate = new(1);
    private volatile Ring ring = new([], default);

    public async Task<SigningCredentials> SignerAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return new SigningCredentials(
            ring.Keys.Where(key => key.Row.SignsFrom <= now).MaxBy(key => key.Row.SignsFrom)!.Key,
            SecurityAlgorithms.EcdsaSha256
        );
    }

    /// <summary>Null for an unknown key, or one that signed so long ago that all its tokens have expired.</summary>
    public SecurityKey? Find(string? kid)
    {
        var now = clock.GetUtcNow();
        return ring.Keys.FirstOrDefault(key => key.Key.KeyId == kid && key.Row.IsPublished(now))?.Key;
    }

    /// <summary>The public keys in the format of RFC 7517.</summary>
    public async Task<IReadOnlyList<PublishedKeyJson>> PublishedAsync(CancellationToken cancellationToken)
    {
        await LookAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return
        [
            .. ring
                .Keys.Where(key => key.Row.IsPublished(now))
                .OrderBy(key => key.Row.SignsFrom)
                .Select(key => PublishedKeyJson.Of(key.Key)),
        ];
    }

    /// <summary>Makes sure that the loaded keys are at most a minute old.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        if (IsFresh())
        {
            return;
        }
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (!IsFresh())
            {
                ring = await ReadAsync(cancellationToken);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private bool IsFresh()
    {
        var (keys, at) = ring;
        var age = clock.GetUtcNow() - at;
        return keys.Count > 0 && age >= TimeSpan.Zero && age < LookedAtEvery;
    }

    private async Task<Ring> ReadAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<FaceRekDb>();
        var now = clock.GetUtcNow();
        var rows = await db.TokenKeys.ToListAsync(cancellationToken);
        if (SignsNext(rows, now) is { } signsFrom)
        {
            await AddAsync(db, now, signsFrom, cancellationToken);
            rows = await db.TokenKeys.ToListAsync(cancellationToken);
        }
        var known = ring.Keys.ToDictionary(key => key.Row.Id);
        return new Ring(
            [.. rows.Select(row => known.TryGetValue(row.Id, out var key) ? key : new RingKey(row, Open(row)))],
            now
        );
    }

    /// <returns>From when on a new key would sign; null while none is needed.</returns>
    private static DateTimeOffset? SignsNext(IReadOnlyList<TokenKey> rows, DateTimeOffset now)
    {
        if (rows.MaxBy(row => row.SignsFrom) is not { } newest || newest.SignsUntil <= now)
        {
            return now;
        }
        var isDue = newest.SignsUntil - 2 * TokenKey.Announced <= now;
        return !isDue ? null
            : newest.SignsUntil > now + TokenKey.Announced ? newest.SignsUntil
            : now + TokenKey.Announced;
    }

    private async Task AddAsync(
        FaceRekDb db,
        DateTimeOffset now,
        DateTimeOffset signsFrom,
        CancellationToken cancellationToken
    )
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var key = new TokenKey
        {
            Sealed = seal.Protect(pair.ExportPkcs8PrivateKey()),
            CreatedAt = now,
            SignsFrom = signsFrom,
        };
        db.TokenKeys.Add(key);
        try
        {
            await db.SaveChangesAsync(cancellationToken);
            LogAdded(key.Id, signsFrom);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation()) { } // another node created it
    }

    private ECDsaSecurityKey Open(TokenKey row)
    {
        var pair = ECDsa.Create();
        pair.ImportPkcs8PrivateKey(seal.Unprotect(row.Sealed), out _);
        return new ECDsaSecurityKey(pair) { KeyId = row.Id.ToString("N") };
    }

    [LoggerMessage(
        EventId = 2003,
        Level = LogLevel.Information,
        Message = "Token key {KeyId} was created and signs from {SignsFrom}"
    )]
    private partial void LogAdded(Guid keyId, DateTimeOffset signsFrom);

    private sealed record Ring(IReadOnlyList<RingKey> Keys, DateTimeOffset At);

    private sealed record RingKey(TokenKey Row, ECDsaSecurityKey Key);
}
