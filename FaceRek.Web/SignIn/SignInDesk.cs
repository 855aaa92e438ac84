using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using Microsoft.AspNetCore.Identity;

namespace FaceRek.Web.SignIn;

/// <summary>
/// Checks email and password. The throttle counts failures by network and account, by network, and by account; nothing
/// is ever locked. The count by account, which attackers can fill from many networks, slows guessing to one attempt in
/// three minutes. A browser that signed in to the account before has its own count instead of all three, and a password
/// reset by email makes any browser such a one. So guessing stays slow, and the owner of the mailbox always gets in.
/// </summary>
public sealed partial class SignInDesk(
    UserManager<User> users,
    IPasswordHasher<User> hasher,
    LoginThrottle throttle,
    TrustedBrowserCookie trusted,
    UserSessions sessions,
    ILogger<SignInDesk> logger
)
{
    private static readonly TokenBucket ByNetworkAndAccount = new(5, TimeSpan.FromMinutes(1));
    private static readonly TokenBucket ByNetwork = new(50, TimeSpan.FromSeconds(10));
    private static readonly TokenBucket ByAccount = new(20, TimeSpan.FromMinutes(3));
    private static readonly TokenBucket ByKnownBrowser = new(10, TimeSpan.FromMinutes(1));

    private static readonly Lazy<User> Nobody = new(() => new User { Name = "Nobody", CreatedAt = default });
    private static string? nobodysHash;

    public async Task<SignInOutcome> SignInAsync(HttpContext context, string? email, string? password, bool remember)
    {
        var outcome = await CheckAsync(context, email, password);
        if (outcome is SignInOutcome.SignedIn { User: var user })
        {
            await sessions.BeginAsync(user, remember);
            trusted.Remember(context, user.Id);
        }
        return outcome;
    }

    /// <summary>The same without a browser session: for programs, which get tokens instead.</summary>
    public async Task<SignInOutcome> CheckAsync(HttpContext context, string? email, string? password)
    {
        var user = EmailAddress.TryRead(email, out var address) ? await users.FindByEmailAsync(address) : null;
        var keys = KeysFor(context, address ?? "", user);
        if (throttle.Take(keys) is TimeSpan wait)
        {
            LogThrottled(context.NetworkOf());
            return new SignInOutcome.Wait(wait);
        }
        if (!await IsRightAsync(user, password ?? "") || user is null)
        {
            LogRefused(user?.Id, context.NetworkOf());
            return new SignInOutcome.Refused();
        }
        throttle.GiveBack(keys);
        return new SignInOutcome.SignedIn(user);
    }

    private (string, TokenBucket)[] KeysFor(HttpContext context, string address, User? user)
    {
        if (user is not null && trusted.NameFor(context, user.Id) is string browser)
        {
            return [($"sign-in known {browser} {user.Id:N}", ByKnownBrowser)];
        }
        var (account, network) = (address.ToUpperInvariant(), context.NetworkOf());
        return
        [
            ($"sign-in {network} {account}", ByNetworkAndAccount),
            ($"sign-in {network}", ByNetwork),
            ($"sign-in account {account}", ByAccount),
        ];
    }

    /// <summary>One password is hashed in every case, so that the time does not show whether an account exists.</summary>
    private async Task<bool> IsRightAsync(User? user, string password)
    {
        var isTooLong = password.Length > PasswordRule.MaxLength;
        var candidate = isTooLong ? "" : password;
        var hash =
            user?.PasswordHash
            ?? (nobodysHash ??= hasher.HashPassword(Nobody.Value, Guid.CreateVersion7().ToString("N")));
        var result = hasher.VerifyHashedPassword(user ?? Nobody.Value, hash, candidate);
        if (
            user?.PasswordHash is null
            || !user.EmailConfirmed
            || isTooLong
            || result == PasswordVerificationResult.Failed
        )
        {
            return false;
        }
        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            user.PasswordHash = hasher.HashPassword(user, password);
            await users.UpdateAsync(user);
        }
        return true;
    }

    [LoggerMessage(
        EventId = 2104,
        Level = LogLevel.Warning,
        Message = "A sign-in was refused for user {UserId} from {Network}"
    )]
    private partial void LogRefused(Guid? userId, string network);

    [LoggerMessage(EventId = 2105, Level = LogLevel.Warning, Message = "A sign-in from {Network} must wait")]
    private partial void LogThrottled(string network);
}

public abstract record SignInOutcome
{
    private SignInOutcome() { }

    public sealed record SignedIn(User User) : SignInOutcome;

    /// <summary>Wrong email, wrong password or not confirmed; the user is not told which.</summary>
    public sealed record Refused : SignInOutcome;

    public sealed record Wait(TimeSpan For) : SignInOutcome;
}
