using System.Security.Cryptography;
using FaceRek.Core.Organizations;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;

namespace FaceRek.Web.SignIn;

/// <summary>
/// The codes in email links: purpose, user, security stamp and time, encrypted. What a code allows changes the stamp,
/// so it works once; any other change of the stamp, such as another reset, ends it as well.
/// </summary>
public sealed class EmailTokens(IDataProtectionProvider protection, TimeProvider clock)
    : IUserTwoFactorTokenProvider<User>
{
    public const string Name = "Letters";

    private static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(1);
    private static readonly TimeSpan NewEmailLifetime = TimeSpan.FromDays(1);
    private static readonly TimeSpan ConfirmLifetime = TimeSpan.FromDays(3);

    private readonly IDataProtector seal = protection.CreateProtector("FaceRek.LetterTokens.v1");

    public async Task<string> GenerateAsync(string purpose, UserManager<User> manager, User user) =>
        WebEncoders.Base64UrlEncode(
            seal.Protect(await ContentAsync(purpose, clock.GetUtcNow().UtcTicks, manager, user))
        );

    public async Task<bool> ValidateAsync(string purpose, string token, UserManager<User> manager, User user)
    {
        if (Unseal(token) is not { } content)
        {
            return false;
        }
        using var reader = new BinaryReader(new MemoryStream(content));
        var ticks = reader.ReadInt64();
        var age = clock.GetUtcNow() - new DateTimeOffset(ticks, TimeSpan.Zero);
        if (age < TimeSpan.Zero || age >= LifetimeOf(purpose))
        {
            return false;
        }
        var expected = await ContentAsync(purpose, ticks, manager, user);
        return CryptographicOperations.FixedTimeEquals(content, expected);
    }

    public Task<bool> CanGenerateTwoFactorTokenAsync(UserManager<User> manager, User user) => Task.FromResult(false);

    private static async Task<byte[]> ContentAsync(string purpose, long ticks, UserManager<User> manager, User user)
    {
        using var content = new MemoryStream();
        await using var writer = new BinaryWriter(content);
        writer.Write(ticks);
        writer.Write(purpose);
        writer.Write(user.Id.ToByteArray());
        writer.Write(await manager.GetSecurityStampAsync(user));
        writer.Flush();
        return content.ToArray();
    }

    private byte[]? Unseal(string token)
    {
        try
        {
            return seal.Unprotect(WebEncoders.Base64UrlDecode(token));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private static TimeSpan LifetimeOf(string purpose) =>
        purpose switch
        {
            UserManager<User>.ResetPasswordTokenPurpose => ResetLifetime,
            UserManager<User>.ConfirmEmailTokenPurpose => ConfirmLifetime,
            _ => NewEmailLifetime,
        };
}
