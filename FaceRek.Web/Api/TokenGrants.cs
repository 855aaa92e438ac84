using FaceRek.Core.Access;
using FaceRek.Core.Mail;
using FaceRek.Core.Mail.Letters;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using FaceRek.Web.Accounts;
using FaceRek.Web.Api.Calls;
using FaceRek.Web.Api.Json;
using FaceRek.Web.Api.Tokens;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Api;

/// <summary>Gives tokens for a password, a key or a refresh token.</summary>
public sealed class TokenGrants(
    FaceRekDb db,
    CurrentOrganization current,
    SignInDesk signIn,
    ApiKeyDesk keys,
    TokenDesk families,
    CallerDesk callers,
    AccessTokens tokens,
    Tries tries,
    LetterTray tray,
    SiteLinks links
)
{
    /// <summary>A key has 256 bits; this only keeps guessing from costing us.</summary>
    private static readonly Allowance KeysByNetwork = new(20, TimeSpan.FromSeconds(3));

    /// <returns>A <see cref="TokenJson"/> or a <see cref="Refusal"/>.</returns>
    public async Task<(TokenJson? Token, Refusal? Refused)> ForPasswordAsync(
        HttpContext context,
        TokenRequestJson request
    )
    {
        var cancellation = context.RequestAborted;
        var outcome = await signIn.CheckAsync(context, request.Email, request.Password);
        if (outcome is SignInOutcome.Wait wait)
        {
            return (null, Wait(context, wait.For));
        }
        if (outcome is not SignInOutcome.SignedIn { User: var user })
        {
            return (null, Refusals.CredentialsWrong);
        }
        var memberships = await db.MembershipsOf(user.Id)
            .AsNoTracking()
            .Include(m => m.Organization)
            .ToListAsync(cancellation);
        var wanted = memberships
            .Where(m => request.Organization is null || m.Organization!.Slug == request.Organization)
            .ToList();
        if (wanted.Count > 1)
        {
            return (
                null,
                Refusals.BodyInvalid.Because("You are a member of several organizations: say which in organization.")
            );
        }
        if (wanted is not [var membership])
        {
            return (null, Refusals.CredentialsWrong);
        }
        var scopes = Narrow(ApiScope.Of(membership.Role), request.Scope);
        if (scopes.Count == 0)
        {
            return (null, Refusals.ScopeMissing.Because("Your role may do none of that through the API."));
        }
        current.Enter(membership.Organization!, membership.Role);
        var (family, secret) = await families.BeginAsync(user, scopes, cancellation);
        return (Json(await tokens.ForFamilyAsync(family, ApiScope.Join(scopes), cancellation), scopes, secret), null);
    }

    public async Task<(TokenJson? Token, Refusal? Refused)> ForKeyAsync(HttpContext context, TokenRequestJson request)
    {
        var tried = ($"api-key {context.NetworkOf()}", KeysByNetwork);
        if (tries.Take(tried) is { } wait)
        {
            return (null, Wait(context, wait));
        }
        if (
            await keys.RecogniseAsync(request.ApiKey, context.Connection.RemoteIpAddress, context.RequestAborted)
            is not { } key
        )
        {
            return (null, Refusals.CredentialsWrong);
        }
        tries.GiveBack(tried);
        var scopes = Narrow(ApiScope.Split(key.Scopes), request.Scope);
        if (scopes.Count == 0)
        {
            return (null, Refusals.ScopeMissing.Because("The key has none of these scopes."));
        }
        current.Enter(key.Organization!);
        await keys.NoteUseAsync(key, context.RequestAborted);
        return (
            Json(await tokens.ForKeyAsync(key, ApiScope.Join(scopes), context.RequestAborted), scopes, refresh: null),
            null
        );
    }

    public async Task<(TokenJson? Token, Refusal? Refused)> ForRefreshAsync(
        HttpContext context,
        TokenRequestJson request
    )
    {
        var cancellation = context.RequestAborted;
        var outcome = await families.RenewAsync(request.RefreshToken ?? "", cancellation);
        if (outcome is RefreshOutcome.Reused { Family.User: { } user })
        {
            tray.Lay(
                TokenReusedLetter.To(user.Email!, user.Name, current.Organization.Name, links.To("/settings/password"))
            );
            return (null, Refusals.RefreshRefused);
        }
        if (outcome is not RefreshOutcome.Renewed { Family: var family, Secret: var secret })
        {
            return (null, Refusals.RefreshRefused);
        }
        if (await callers.MembershipBehindAsync(family, cancellation) is not { } membership)
        {
            return (null, Refusals.RefreshRefused);
        }
        var scopes = Narrow([.. CallerDesk.ScopesOf(family, membership.Role)], request.Scope);
        return scopes.Count == 0
            ? (null, Refusals.ScopeMissing.Because("Your role may do none of that through the API."))
            : (Json(await tokens.ForFamilyAsync(family, ApiScope.Join(scopes), cancellation), scopes, secret), null);
    }

    private static List<string> Narrow(IReadOnlyList<string> granted, string? wanted) =>
        [.. wanted is null ? granted : granted.Intersect(ApiScope.Split(wanted))];

    private static TokenJson Json(string access, IEnumerable<string> scopes, string? refresh) =>
        new(access, "Bearer", (int)AccessTokens.Lifetime.TotalSeconds, ApiScope.Join(scopes), refresh);

    private static Refusal Wait(HttpContext context, TimeSpan time)
    {
        context.Response.Headers.RetryAfter = Math.Ceiling(time.TotalSeconds)
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Refusals.RateLimited;
    }
}
