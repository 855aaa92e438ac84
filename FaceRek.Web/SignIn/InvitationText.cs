using System.Diagnostics;
using FaceRek.Core.Members;
using FaceRek.Web.Components;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.SignIn;

/// <summary>Describes the outcome of an invitation, for all pages that invite.</summary>
public static class InvitationText
{
    /// <summary>Stores the message for the next page; false where there is no invitation and the form should be shown again.</summary>
    public static bool Flash(ITempDataDictionary next, InvitationOutcome outcome, IStringLocalizer<Words> words)
    {
        switch (outcome)
        {
            case InvitationOutcome.Sent sent:
                next["Good"] = words["The invitation is on its way to {0}.", sent.Invitation.Email].Value;
                return true;
            case InvitationOutcome.Unsent unsent:
                next["Bad"] = words[
                    "{0} is invited, but the email could not be sent. Invite again in a few minutes.",
                    unsent.Invitation.Email
                ].Value;
                return true;
            case InvitationOutcome.NoAddress
            or InvitationOutcome.AlreadyMember
            or InvitationOutcome.NotAllowed
            or InvitationOutcome.NotEntitled
            or InvitationOutcome.NoSuchPerson
            or InvitationOutcome.TooMany:
                return false;
            default:
                throw new UnreachableException();
        }
    }

    public static LocalizedString Obstacle(InvitationOutcome outcome, IStringLocalizer<Words> words) =>
        outcome switch
        {
            InvitationOutcome.AlreadyMember => words["This email belongs to a member already."],
            InvitationOutcome.NoSuchPerson => words["This person already has a sign-in, or is inactive."],
            InvitationOutcome.TooMany => words["You have reached today's limit of invitations. Invite again tomorrow."],
            InvitationOutcome.NotEntitled refused => words.Say(refused.Obstacle),
            InvitationOutcome.NotAllowed => words[
                "Only admins and owners can invite, and only owners can invite owners."
            ],
            InvitationOutcome.Sent or InvitationOutcome.Unsent or InvitationOutcome.NoAddress => words[
                "Enter an email address, such as ada@example.com."
            ],
            _ => throw new UnreachableException(),
        };
}
