using FaceRek.Core.Mail;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace FaceRek.Core.ApiAccess;

/// <summary>Starts, renews and ends API sessions of users. A refresh token that is used twice ends the whole family.</summary>
public sealed partial class TokenDesk(
    FaceRekDb db,
    CurrentOrganization current,
    TimeProvider clock,
    ILogger<TokenDesk> logger
)
{
    /// <summary>In the current organization; the caller has checked the user.</summary>
    public async Task<(TokenFamily Family, string Secret)> BeginAsync(
        User user,
        IEnumerable<string> scopes,
        CancellationToken cancellationToken
    )
    {
        var family = new TokenFamily
        {
            OrganizationId = current.Organization.Id,
            UserId = user.Id,
            Scopes = ApiScope.Join(scopes),
            SecurityStamp = user.SecurityStamp ?? "",
            BeganAt = clock.GetUtcNow(),
        };
        db.TokenFamilies.Add(family);
        var secret = AddToken(family);
        await db.SaveChangesAsync(cancellationToken);
        LogBegan(family.Id, user.Id);
        return (family, secret);
    }

    /// <summary>
    /// Enters the token's organization. Whether its user still has rights there is checked afterwards, as with every
    /// call.
    /// </summary>
    public async Task<RefreshOutcome> RenewAsync(string secret, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (await FindTokenAsync(secret, cancellationToken) is not { } token)
        {
            return new RefreshOutcome.Refused();
        }
        current.Enter(await db.Organizations.SingleAsync(o => o.Id == token.OrganizationId, cancellationToken));
        var family = await db
            .TokenFamilies.Include(f => f.User)
            .SingleAsync(f => f.Id == token.FamilyId, cancellationToken);
        if (!family.IsAlive(now))
        {
            return new RefreshOutcome.Refused();
        }

        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        // The statement decides who is first: of two requests with one token, the other finds it used.
        var isFirst =
            await db
                .RefreshTokens.Where(row => row.Hash == token.Hash && row.UsedAt == null)
                .ExecuteUpdateAsync(row => row.SetProperty(t => t.UsedAt, now), cancellationToken) == 1;
        if (!isFirst)
        {
            var usedAt = await db
                .RefreshTokens.Where(row => row.Hash == token.Hash)
                .Select(row => row.UsedAt)
                .SingleAsync(cancellationToken);
            if (now - usedAt <= RefreshToken.Grace)
            {
                return new RefreshOutcome.Refused();
            }
            await EndAsync(family.Id, now, cancellationToken);
            db.AddEmail(family.OrganizationId, EmailKind.TokenReused, family.UserId, $"{Guid.CreateVersion7():N}", now);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            LogReused(family.Id, family.UserId);
            return new RefreshOutcome.Reused(family);
        }
        var next = AddToken(family);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return new RefreshOutcome.Renewed(family, next);
    }

    /// <summary>Ends the family of a refresh token; does nothing where there is none.</summary>
    public async Task RevokeAsync(string secret, CancellationToken cancellationToken)
    {
        if (await FindTokenAsync(secret, cancellationToken) is not { } token)
        {
            return;
        }
        current.Enter(await db.Organizations.SingleAsync(o => o.Id == token.OrganizationId, cancellationToken));
        await EndAsync(token.FamilyId, clock.GetUtcNow(), cancellationToken);
        LogEnded(token.FamilyId);
    }

    /// <summary>The family behind an access token, with its user; read on every call.</summary>
    public Task<TokenFamily?> FindFamilyAsync(Guid familyId, CancellationToken cancellationToken) =>
        db.TokenFamiliesById(familyId).Include(family => family.User).SingleOrDefaultAsync(cancellationToken);

    private Task<RefreshToken?> FindTokenAsync(string secret, CancellationToken cancellationToken) =>
        db.RefreshTokensByHash(Secret.Hash(secret)).SingleOrDefaultAsync(cancellationToken);

    private string AddToken(TokenFamily family)
    {
        var secret = Secret.New();
        db.RefreshTokens.Add(
            new RefreshToken
            {
                Hash = Secret.Hash(secret),
                OrganizationId = family.OrganizationId,
                FamilyId = family.Id,
                IssuedAt = clock.GetUtcNow(),
            }
        );
        return secret;
    }

    private Task<int> EndAsync(Guid familyId, DateTimeOffset now, CancellationToken cancellationToken) =>
        db
            .TokenFamilies.Where(family => family.Id == familyId && family.RevokedAt == null)
            .ExecuteUpdateAsync(family => family.SetProperty(f => f.RevokedAt, now), cancellationToken);

    [LoggerMessage(
        EventId = 1203,
        Level = LogLevel.Information,
        Message = "Token family {FamilyId} of user {UserId} began"
    )]
    private partial void LogBegan(Guid familyId, Guid userId);

    [LoggerMessage(
        EventId = 1204,
        Level = LogLevel.Information,
        Message = "Token family {FamilyId} was ended by its user"
    )]
    private partial void LogEnded(Guid familyId);

    [LoggerMessage(
        EventId = 1205,
        Level = LogLevel.Warning,
        Message = "A refresh token of family {FamilyId} of user {UserId} was used twice; the family was revoked"
    )]
    private partial void LogReused(Guid familyId, Guid userId);
}

public abstract record RefreshOutcome
{
    private RefreshOutcome() { }

    /// <param name="Secret">The next refresh token, shown only now.</param>
    public sealed record Renewed(TokenFamily Family, string Secret) : RefreshOutcome;

    /// <summary>Unknown, too old, revoked, or used a moment ago.</summary>
    public sealed record Refused : RefreshOutcome;

    /// <summary>
    /// It was used before, so another party has it. The whole family is now revoked; its user is told by email.
    /// </summary>
    public sealed record Reused(TokenFamily Family) : RefreshOutcome;
}
