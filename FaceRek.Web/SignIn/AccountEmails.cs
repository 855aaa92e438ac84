using FaceRek.Core.Mail;
using FaceRek.Core.Mail.Texts;
using FaceRek.Core.Organizations;
using FaceRek.Web.Jobs;
using Microsoft.AspNetCore.Identity;

namespace FaceRek.Web.SignIn;

/// <summary>
/// Writes the account emails that hold a secret link: sends them at once where a user waits for the result, otherwise
/// in the background. They bypass the outbox, because a secret must not be stored in a table; a user can request each
/// again. The email to a known address takes the same way as the one to a new address that it replaces, or the response
/// would tell which addresses are known.
/// </summary>
public sealed class AccountEmails(
    UserManager<User> users,
    SiteLinks links,
    IMailer mailer,
    BackgroundMailer background,
    LoginThrottle throttle,
    ILogger<AccountEmails> logger
)
{
    /// <summary>Anyone can request emails to any address; the limit keeps mailboxes from being flooded.</summary>
    private static readonly TokenBucket PerMailbox = new(5, TimeSpan.FromMinutes(10));

    public async Task<EmailMessage> ConfirmEmailAsync(User user) =>
        ConfirmAddressEmail.To(
            user.Email!,
            user.Name,
            Link("/confirm-email", user, await users.GenerateEmailConfirmationTokenAsync(user))
        );

    public EmailMessage AlreadySignedUp(User user) =>
        AlreadySignedUpEmail.To(user.Email!, user.Name, links.To("/sign-in"), links.To("/forgot-password"));

    public async Task<EmailMessage> ResetPasswordAsync(User user) =>
        ResetPasswordEmail.To(
            user.Email!,
            user.Name,
            Link("/reset-password", user, await users.GeneratePasswordResetTokenAsync(user))
        );

    public async Task<EmailMessage> ConfirmNewEmailAsync(User user, string newEmail) =>
        ConfirmNewAddressEmail.To(
            newEmail,
            user.Name,
            Link(
                "/confirm-email/new",
                user,
                await users.GenerateChangeEmailTokenAsync(user, newEmail),
                ("email", newEmail)
            )
        );

    /// <summary>Also true for an email above the mailbox limit, which is silently not sent.</summary>
    public async Task<bool> SendAsync(EmailMessage message, CancellationToken cancellationToken) =>
        !MayWriteTo(message.To) || await mailer.TrySendAsync(message, logger, cancellationToken);

    public void Enqueue(EmailMessage message)
    {
        if (MayWriteTo(message.To))
        {
            background.Enqueue(message);
        }
    }

    private bool MayWriteTo(string email) => throttle.Take(($"email {email.ToUpperInvariant()}", PerMailbox)) is null;

    private Uri Link(string path, User user, string code, params (string, string)[] more) =>
        links.To(path, [("user", user.Id.ToString("N")), ("code", code), .. more]);
}
