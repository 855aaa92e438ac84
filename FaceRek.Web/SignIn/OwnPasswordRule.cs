using FaceRek.Core.Members;
using FaceRek.Core.Organizations;
using Microsoft.AspNetCore.Identity;

namespace FaceRek.Web.SignIn;

/// <summary>Applies <see cref="PasswordRule"/> wherever Identity sets a password; the code is that of the error.</summary>
internal sealed class OwnPasswordRule : IPasswordValidator<User>
{
    public Task<IdentityResult> ValidateAsync(UserManager<User> manager, User user, string? password) =>
        Task.FromResult(
            PasswordRule.FaultOf(password ?? "", user.Name, user.Email, user.Email?.Split('@')[0])
                is PasswordError error
                ? IdentityResult.Failed(new IdentityError { Code = error.ToString() })
                : IdentityResult.Success
        );
}
