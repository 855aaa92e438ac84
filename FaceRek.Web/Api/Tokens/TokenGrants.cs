using FaceRek.Core.ApiAccess;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.SignIn;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api.Tokens;

/// <summary>Issues tokens for a password, a key or a refresh token.</summary>
public sealed class TokenGrants(
    FaceRekDb db,
    CurrentOrganization current,
    SignInDesk signIn,
    ApiKeyDesk keys,
    TokenDesk families,
    CallerResolver callers,
    AccessTokens tokens,
    LoginThrottle throttle
)
{
    /// <summary>A key has 256 bits; this only limits the cost of guessing.</summary>
    private static readonly TokenBucket KeysByNetwork = new(20, TimeSpan.FromSeconds(3));

    /// <returns>A <see cref="TokenJson"/> or a <see cref="ApiProblem"/>.</returns>
    public async Task<(TokenJson? Token, ApiProblem? Refused)> ForPasswordAsync(
        HttpContext context,
        TokenRequestJson request
    )
    {
        var cancellationToken = context.RequestAborted;
        var outcome = await signIn.CheckAsync(context, request.Email, request.Password);
        if (outcome is SignInOutcome.Wait wait)
        {
            return (null, Wait(context, wait.For));
        }
        if (outcome is not SignInOutcome.SignedIn { User: var user })
        {
            return (null, ApiProblems.CredentialsWrong);
        }
        var memberships = await db.MembershipsOf(user.Id).Include(m => m.Organization).ToListAsync(cancellationToken);
        var wanted = memberships
            .Where(m => request.Organization is null || m.Organization!.Slug == request.Organization)
            .ToList();
        if (wanted.Count > 1)
        {
            return (
                null,
                ApiProblems.BodyInvalid.Because("You are a member of several organizations. Name one in organization.")
            );
        }
        if (wanted is not [var membership])
        {
            return (null, ApiProblems.CredentialsWrong);
        }
        var scopes = Narrow(ApiScope.Of(membership.Role), request.Scope);
        if (scopes.Count == 0)
        {
            return (null, ApiProblems.ScopeMissing.Because("Your role has none of these scopes."));
        }
        current.Enter(membership.Organization!, membership.Role);
        var (family, secret) = await families.BeginAsync(user, scopes, cancellationToken);
        return (
            Json(await tokens.ForFamilyAsync(family, ApiScope.Join(scopes), cancellationToken), scopes, secret),
            null
        );
    }

    public async Task<(TokenJson? Token, ApiProblem? Refused)> ForKeyAsync(
        HttpContext context,
        TokenRequestJson request
    )
    {
        var tried = ($"api-key {context.NetworkOf()}", KeysByNetwork);
        if (throttle.Take(tried) is { } wait)
        {
            return (null, Wait(context, wait));
        }
        if (
            await keys.RecogniseAsync(request.ApiKey, context.Connection.RemoteIpAddress, context.RequestAborted)
            is not { } key
        )
        {
            return (null, ApiProblems.CredentialsWrong);
        }
        throttle.GiveBack(tried);
        var scopes = Narrow(ApiScope.Split(key.Scopes), request.Scope);
        if (scopes.Count == 0)
        {
            return (null, ApiProblems.ScopeMissing.Because("The key has none of these scopes."));
        }
        current.Enter(key.Organization!);
        await keys.NoteUseAsync(key, context.RequestAborted);
        return (
            Json(await tokens.ForKeyAsync(key, ApiScope.Join(scopes), context.RequestAborted), scopes, refresh: null),
            null
        );
    }

    public async Task<(TokenJson? Token, ApiProblem? Refused)> ForRefreshAsync(
        HttpContext context,
        TokenRequestJson request
    )
    {
        var cancellationToken = context.RequestAborted;
        var outcome = await families.RenewAsync(request.RefreshToken ?? "", cancellationToken);
        if (outcome is not RefreshOutcome.Renewed { Family: var family, Secret: var secret })
        {
            return (null, ApiProblems.RefreshRefused);
        }
        if (await callers.MembershipBehindAsync(family, cancellationToken) is not { } membership)
        {
            return (null, ApiProblems.RefreshRefused);
        }
        var scopes = Narrow([.. CallerResolver.ScopesOf(family, membership.Role)], request.Scope);
        return scopes.Count == 0
            ? (null, ApiProblems.ScopeMissing.Because("Your role has none of these scopes."))
            : (
                Json(await tokens.ForFamilyAsync(family, ApiScope.Join(scopes), cancellationToken), scopes, secret),
                null
            );
    }

    private static List<string> Narrow(IReadOnlyList<string> granted, string? wanted) =>
        [.. wanted is null ? granted : granted.Intersect(ApiScope.Split(wanted))];

    private static TokenJson Json(string access, IEnumerable<string> scopes, string? refresh) =>
        new(access, "Bearer", (int)AccessTokens.Lifetime.TotalSeconds, ApiScope.Join(scopes), refresh);

    private static ApiProblem Wait(HttpContext context, TimeSpan time)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(time.TotalSeconds)
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
        return ApiProblems.RateLimited;
    }
}
