using System.Diagnostics;
using FaceRek.Core.Mail;
using FaceRek.Core.Mail.Texts;
using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.SignIn;

/// <summary>
/// The emails about an account that hold no secret. They warn its holder, so they are never too old and cannot be
/// turned off.
/// </summary>
public sealed class AccountEmailWriter(FaceRekDb db, CurrentOrganization current, SiteLinks links) : IEmailWriter
{
    public bool Writes(EmailKind kind) =>
        kind is EmailKind.PasswordChanged or EmailKind.AddressChanged or EmailKind.TokenReused;

    public async Task<EmailDraft> WriteAsync(OutboxEmail email, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var user = await db.Users.SingleAsync(row => row.Id == email.UserId, cancellationToken);
        return new EmailDraft.Ready(
            email.Kind switch
            {
                EmailKind.PasswordChanged => PasswordChangedEmail.To(
                    user.Email!,
                    user.Name,
                    links.To("/forgot-password")
                ),
                EmailKind.AddressChanged => AddressChangedEmail.To(email.Address!, user.Name),
                EmailKind.TokenReused => TokenReusedEmail.To(
                    user.Email!,
                    user.Name,
                    current.Organization.Name,
                    links.To("/settings/password")
                ),
                _ => throw new UnreachableException(),
            }
        );
    }

    public Task NoteSentAsync(OutboxEmail email, DateTimeOffset now, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}
