using System.Diagnostics;
using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using FaceRek.Core.Time;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.Extensions.Localization;

namespace FaceRek.Web.SignIn;

/// <summary>Reads the input of account forms and reports what is wrong with it, by the field's name in the form.</summary>
public sealed class Fields(ModelStateDictionary state, IStringLocalizer<Words> words)
{
    public string Name(string field, string? text) =>
        PlainName.TryRead(text, User.MaxNameLength, out var name)
            ? name
            : Refuse(field, words["Enter your name.", User.MaxNameLength]);

    public string Company(string field, string? text) =>
        PlainName.TryRead(text, Organization.MaxNameLength, out var name)
            ? name
            : Refuse(field, words["Enter the name of your company.", Organization.MaxNameLength]);

    public string Email(string field, string? text) =>
        EmailAddress.TryRead(text, out var address)
            ? address
            : Refuse(field, words["Enter an email address, such as ada@example.com."]);

    public string Zone(string field, string? text) =>
        Zones.Find(text) ?? Refuse(field, words["Choose a time zone from the list."]);

    public string NewPassword(string field, string? text, params IEnumerable<string?> known)
    {
        if (PasswordRule.FaultOf(text ?? "", known) is PasswordError error)
        {
            Refuse(field, error);
        }
        return text ?? "";
    }

    public void Refuse(string field, PasswordError error) =>
        Refuse(
            field,
            error switch
            {
                PasswordError.TooShort => words[
                    "Use at least {0} characters. A few words in a row are easy to remember.",
                    PasswordRule.MinLength
                ],
                PasswordError.TooLong => words["Use at most {0} characters.", PasswordRule.MaxLength],
                PasswordError.Common => words["This password is too easy to guess. Use a few unrelated words."],
                PasswordError.SaysWhoYouAre => words[
                    "This password is too close to your name, company or email, or to FaceRek. Add something no one can guess."
                ],
                _ => throw new UnreachableException(),
            }
        );

    public string Refuse(string field, LocalizedString why)
    {
        state.AddModelError(field, why.Value);
        return "";
    }
}
