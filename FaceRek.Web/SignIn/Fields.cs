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
            : Refuse(
                field,
                words["Write your name, with at most {0} characters and no hidden ones.", User.MaxNameLength]
            );

    public string Company(string field, string? text) =>
        PlainName.TryRead(text, Organization.MaxNameLength, out var name)
            ? name
            : Refuse(
                field,
                words[
                    "Write the company's name, with at most {0} characters and no hidden ones.",
                    Organization.MaxNameLength
                ]
            );

    public string Email(string field, string? text) =>
        EmailAddress.TryRead(text, out var address)
            ? address
            : Refuse(field, words["Write one e-mail address, such as ada@example.com."]);

    public string Zone(string field, string? text) =>
        Zones.Find(text) ?? Refuse(field, words["Choose a time zone from the list."]);

    public string NewPassword(string field, string? text, params IEnumerable<string?> known)
    {
        if (PasswordRule.FaultOf(text ?? "", known) is PasswordFault fault)
        {
            Refuse(field, fault);
        }
        return text ?? "";
    }

    public void Refuse(string field, PasswordFault fault) =>
        Refuse(
            field,
            fault switch
            {
                PasswordFault.TooShort => words[
                    "Use at least {0} characters. A few words in a row are easy to remember.",
                    PasswordRule.MinLength
                ],
                PasswordFault.TooLong => words["Use at most {0} characters.", PasswordRule.MaxLength],
                PasswordFault.Common => words[
                    "This password is one of the first that anybody would try. A few unrelated words are better."
                ],
                PasswordFault.SaysWhoYouAre => words[
                    "This password is little more than a name, the company, the e-mail or ours. Add something nobody knows."
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
