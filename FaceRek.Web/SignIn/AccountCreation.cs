using FaceRek.Core.Organizations;
using FaceRek.Core.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.SignIn;

internal static class AccountCreation
{
    private static readonly string[] Taken =
    [
        nameof(IdentityErrorDescriber.DuplicateUserName),
        nameof(IdentityErrorDescriber.DuplicateEmail),
    ];

    /// <summary>
    /// Creates the user within the caller's transaction, which goes on either way. On PostgreSQL two requests may find
    /// an address free at the same moment; then one of them creates the account.
    /// </summary>
    /// <returns>False where the email address has an account.</returns>
    public static async Task<bool> TryCreateAsync(this UserManager<User> users, FaceRekDb db, User user)
    {
        IdentityResult made;
        try
        {
            made = await users.CreateAsync(user);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            db.Entry(user).State = EntityState.Detached;
            return false;
        }
        var faults = made.Errors.Select(error => error.Code).Except(Taken).ToList();
        return faults.Count == 0
            ? made.Succeeded
            : throw new InvalidOperationException($"A user could not be made: {string.Join(", ", faults)}.");
    }
}
