//! The model's utility templates: listed, submitted, deleted.

use parlance_channel::{HttpRequest, HttpResponse};
use serde_json::json;

use crate::platform::{Platform, answer, fields, refusal};

impl Platform {
    /// A new one waits for its review; a second one of the same name and language is refused.
    pub async fn templates_call(&self, request: HttpRequest) -> HttpResponse {
        let mut templates = self.templates();
        match request.method {
            http::Method::GET => answer(200, json!({ "data": templates })),
            http::Method::DELETE => {
                templates.retain(|one| {
                    !request
                        .url
                        .contains(&format!("hsm_id={}", one["id"].as_str().unwrap()))
                });
                self.has_templates(templates);
                answer(200, json!({ "success": true }))
            }
            _ => {
                let mut new = fields(request.body).await.json;
                let twin = |one: &serde_json::Value| {
                    (&one["name"], &one["language"]) == (&new["name"], &new["language"])
                };
                if templates.iter().any(twin) {
                    return refusal(100, 2_388_024);
                }
                new["id"] = json!(format!("77{}", templates.len() + 1));
                new["status"] = json!("PENDING");
                let told = json!({ "id": new["id"], "status": "PENDING", "category": "UTILITY" });
                templates.push(new);
                self.has_templates(templates);
                answer(200, told)
            }
        }
    }
}
