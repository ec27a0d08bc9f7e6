/// English; see `PhraseTable` for the signs.
let englishPhrases = """
  unsubscribe 6: unsubscrib* | opt _ out | opt out | optout | opting out | remove me | remove my _
    | remove us | remove this address | remove _ from your list* | remove _ from _ list*
    | remove _ from _ database | take me off | take us off | take my _ off | delete me
    | delete my _ | erase my _ | stop email* | stop mailing | stop contacting | stop messaging
    | stop texting | stop sending | stop writing | stop calling | stop spamming | stop bothering
    | stop reaching out | please stop | stop now | stop it | stop this | cease and desist
    | do not email | do not e mail | do not contact | do not mail | do not message | do not write
    | dont email | dont e mail | dont contact | dont mail | dont message | dont write
    | never email | never contact | never write | no more email* | no more mail*
    | no further email* | no further contact | no further mail* | no further communication*
    | not _ receive further | not _ receive any | not _ receive these | not _ receive any more
    | do not wish to receive | dont want _ emails | dont want to receive | dont want to hear
    | do not want to hear | leave me alone | leave us alone | get me off | off your list
    | off this list | off your mailing | lose my email | lose my number | gdpr
    | right to be forgotten | revoke | blacklist me | off whatever sequence | quit email*
    | quit contacting | block you | will be blocked | blocking you | cease all contact
    | discontinue _ emails
  unsubscribe 6: ^stop$ | ^stop please$ | ^end$ | ^cancel$ | ^quit$ | ^remove$ | ^revoke$
    | ^unsub$ | ^stop | ^out$
  nothing 3: dont unsubscribe | do not unsubscribe | dont remove me | do not remove me | dont stop
    | dont take me off | do not take me off | dont opt | without unsubscribing | stop by
    | stop over | non stop | one stop | full stop | bus stop | please do not hesitate
    | dont hesitate | do not hesitate
  ooo 6: out of office | out of the office | out of my office | on vacation | on annual leave
    | on holiday* | on leave | on maternity leave | on paternity leave | on parental leave
    | on sick leave | on medical leave | on sabbatical | on pto | automatic reply
    | automatic response | auto reply | autoreply | auto response | autoresponse | auto responder
    | autoresponder | automated reply | automated response | automated message | away from my desk
    | away from the office | away from my email | away on business | away on vacation
    | currently away | i am away | im away | we are away | limited access to email
    | limited access to my email | limited email access | limited access to e mail
    | no access to email | not have access to email | not checking email | not monitoring email
    | when i return | upon my return | on my return | will return on | will return to the office
    | will be returning | back in the office | back in office | be back on | be back in the
    | mailbox is not monitored | mailbox is no longer monitored | inbox is not monitored
    | not monitored | no longer monitored | unmonitored | unattended mailbox
    | our office is closed | office is currently closed | office will be closed | we are closed
    | closed for the holiday* | slow to respond | slower to respond | delay in response
    | delayed response | response may be delayed | replies may be delayed | out until | off until
    | away until | travelling until | traveling until | currently traveling | currently travelling
    | on the road until | parental leave | maternity leave
  ooo 4: for urgent matters | for urgent | in urgent cases | if urgent | if this is urgent
    | if it is urgent | in my absence | during my absence | during this time | expect a response
    | expect a reply | we have received your _ | have received your message and
    | thank you for contacting | thank you for getting in touch | thanks for getting in touch
    | will respond to your _ | will get back to you as soon as | we will respond within
    | will reply within | within _ working days | within _ business days | within 24 hours
    | within 48 hours | ticket has been | your ticket | your request has been | case number
    | do not reply to this | this is an auto* | your call is important | reference number
  ooo 2: back on | back in | return on | returning on | vacation | until monday | until tuesday
    | until wednesday | until thursday | until friday
  wrong_person 6: wrong person | wrong contact | wrong address | wrong email | wrong guy
    | wrong department | wrong number | not the right person | not the right contact
    | not the best person | not the correct person | not the person | isnt the right person
    | am not responsible | im not responsible | not responsible for this
    | not responsible for that | not in charge | not my area | not my department
    | not my responsibility | no longer work* | no longer with | no longer employed | no longer at
    | no longer part of | nog longer working | dont work here | do not work here | dont work there
    | left the company | left this company | left the business | have left | ive left | has left
    | moved on from | retired from | dont handle | do not handle | dont deal with | handled by
    | reach out to _ instead | speak to _ instead | you should talk to | you should speak
    | you should reach out to | you should contact | you want to talk to | youd want to talk to
    | youll want to talk to | better person | best person to | right person is
    | right person would be | forwarding this to | forwarding you to | forwarding your
    | forwarded this to | forwarded your | passed this to | passed your | passing this
    | i have forwarded | ive forwarded | looping in | copying in | ccing | adding my colleague
    | please contact my colleague* | contact my colleague* | not the decision maker
    | another department | different department | my replacement | my successor | took over my
  wrong_person 5: ^talk to | ^contact | ^try | ^speak to | ^speak with | ^reach out to | ^ask
  not_now 6: not now | not right now | not at this moment | not at the moment | maybe later
    | perhaps later | later this year | later in the year | next quarter | next year | next spring
    | next summer | next fall | next autumn | next winter | next month | next half | check back
    | circle back | check in again | touch base again | reach back out | reach out again
    | reach out in | reach out later | contact me in | contact me later | contact me again
    | contact us in | ping me in | ping me again | ping me later | try again in | try me again
    | try again later | revisit | follow up in | follow up later | come back to _ later
    | come back in | get back to me in | remind me in | remind me later | busy season
    | busy right now | bad timing | timing isnt | timing is not | timing is off
    | not the right time | not a good time | isnt a good time | isnt the right time | wrong time
    | bad time | too busy | super busy | really busy | swamped | in a few months | in a few weeks
    | in a couple of months | in six months | in 6 months | in 3 months | in three months
    | after the holidays | after the summer | end of the year | in q1 | in q2 | in q3 | in q4
    | until q1 | until q2 | until q3 | until q4 | in january | in february | in march | in april
    | in may | in june | in july | in august | in september | in october | in november
    | in december | when we have budget | under contract until | locked in until | contract ends
    | contract expires | contract is up | not yet | let me think | think about it | down the road
    | some other time | another time | postpone | on hold
  negative 6: not interested | not really interested | not very interested
    | not currently interested | not _ interested | no interest | not of interest | uninterested
    | arent interested | isnt interested | no thanks | no thank you | no thx | not for us
    | not for me | not a fit | not a good fit | not a match | isnt a fit | isnt for us
    | not something we | not looking for | not looking to | arent looking | not in the market
    | not needed | no need | dont need | do not need | doesnt apply | not relevant | isnt relevant
    | not applicable | well pass | ill pass | i will pass | we will pass | hard pass
    | have to pass | going to pass | gonna pass | pass on this | must decline | decline
    | respectfully decline | all set | were good | we are good | im good | i am good | were set
    | were fine | were happy with | happy with our | happy with what | happy with the
    | satisfied with | already have a | already have an | already have someone | already have our
    | already have one | already use | already using | already work* with | already got
    | have a vendor | have a provider | have a supplier | have an agency | have our own | in house
    | inhouse | not convinced | not worth | waste of time | wasting my time | too expensive
    | expensive for | way too expensive | cant afford | cannot afford | out of budget
    | over our budget | no budget | dont have the budget | dont have budget
    | do not have the budget | dont have a budget | no money | wont approve | cannot approve
    | not allowed to | never going to | not going to happen | nope | go away | get lost | fuck
    | piss off | f off | bugger off | spam | scam | harass* | sue | sued | lawyer | attorney
    | legal action | complaint | report you | reporting you | reported you | how dare
    | unprofessional | annoying | ridiculous | frustrated | disgusting | shame on you
    | not accurate | thats wrong | just had our | just signed | just renewed | went with another
    | chose another | went with someone | decided against | decided not to | decided to go with
    | moving forward with another | closed down | out of business | shut down | not hiring
    | dont do business | we dont use | no use for
  negative 4: ^no$ | ^no. | ^nope$ | ^nah | ^pass$ | ^never
  negative 3: unfortunately | not at this time | at this time | not for now | ^no
  positive 6: im interested | i am interested | we are interested | were interested
    | very interested | definitely interested | would be interested | id be interested
    | might be interested | could be interested | interested in learning | interested in hearing
    | interested in seeing | interested in this | interested but | but interested | yes interested
    | ^interested | quite interested | sounds interesting | sounds good | sounds great
    | sounds useful | sounds relevant | sounds like | sounds perfect | looks interesting
    | looks good | looks great | looks amazing | looks promising | this is interesting
    | thats interesting | interesting timing | seems interesting | tell me more | tell us more
    | more info* | more details | more about | send me | send us | send it | send them | send over
    | send the | send more | send details | send some | please send | please share | share more
    | share the | share some | share a | shoot me | shoot over | forward me | call me
    | give me a call | give us a call | ring me | lets talk | lets chat | lets meet | lets do
    | lets schedule | lets set up | lets connect | lets discuss | lets book | lets go | lets jump
    | can we talk | can we meet | can we schedule | can we set up | can we chat | can we do
    | can we hop | could we talk | could we meet | could we schedule | could we run | could we set
    | could we do | schedule a | schedule some | schedule time | set up a | set up some | book a
    | book some | book time | arrange a | hop on a | jump on a | happy to chat | happy to talk
    | happy to meet | happy to have | happy to discuss | happy to connect | happy to hear
    | happy to learn | happy to take | happy to hop | happy to jump | love to chat | love to talk
    | love to hear | love to learn | love to see | love to meet | love to know | love to
    | like to know | like to learn | like to hear | like to see | like to talk | like to discuss
    | like to schedule | like to set | like to try | want to know | want to learn | want to hear
    | want to see | want to try | learn more | hear more | know more | see more | read more
    | keen to | eager to | excited to | curious to | calendar | calendly | invite | demo | trial
    | poc | proof of concept | pilot | quote | proposal | case stud* | one pager | brochure | deck
    | how much | what does it cost | what does this cost | what would it cost | what do you charge
    | pricing | price | prices | costs | rates | free on | available on | available next
    | works for me | works for us | works for you | good time | what time | when can
    | when are you | when would | when could | are you free | are you available | do you have time
    | have 15 minutes | have 30 minutes | 15 minutes | 20 minutes | 30 minutes | quick call
    | quick chat | zoom | teams meeting | yes please | yes id | yes we | yes lets | yes i
    | yes that | yes this | yes tell | yes can | yes sounds | yes the | show me | why not
    | id like | we would like | i would like | we have been looking | were looking for
    | we are looking for | been looking for | looking forward | next steps | next step | sign up
    | sign me up | get started | take a look | how would it work | how does it work
    | how this works | how does this work | how it works | how does pricing | how do we start
    | how do we get started | trying to | we run | do you support | do you integrate
    | do you offer | do you work with | does it support | does it integrate | does it work
    | does this cover | does this work | does this include | what integrations | what did you find
    | can you explain | can you send | can you share | can you tell | can you provide
    | can you call | can you do | could you send | could you share | could you explain
    | could you tell | could you provide | would you be able | feel free to call | my number is
    | reach me at | we have several questions | several questions | few questions | some questions
    | a question about | great timing | perfect timing | good timing | were just discussing
    | just discussing
  positive 5: ^yes | ^yeah | ^yep | ^yup | ^sure | ^absolutely | ^definitely | ^of course
    | ^certainly | ^perfect | ^great | ^ok lets | ^okay lets | ^gladly | ^count me in | ^im in$
    | ^love it | ^curious | ^go ahead | ^by all means
  positive 3: interest* | relevant | thursday | tuesday | wednesday | monday | friday | tomorrow
    | next week | this week | meeting | happy to
  neutral 4: ^who are you | ^who is this | ^whos this | what is this | whats this | what do you do
    | what is your product | what exactly do you | where did you get | how did you get
    | how did you find | where did you find | how do you know | ignore all previous
    | ignore previous | secret of | backlink* | guest post* | seo services | we offer
    | our services | let me think about it and get back
  neutral 2: ^ok | ^okay | ^thanks$ | ^thank you$ | ^thx | ^noted | ^got it | ^received | ^hmm
    | ^hm | received your message | ^cheers$
  nothing 2: no problem | no worries | no rush | no doubt | no pressure | no matter | no idea
    | not sure yet | not sure | unless | thank you for reaching out | thanks for reaching out
    | thanks for your email | thank you for your email | thanks for your message | from my iphone
    | sent from my | spam folder | spam filter | junk folder | in spam
  negative 6: not open to | not ready | not fit | not _ fit | not _ priority | not priority
    | locked into | not pursuing | doesnt meet | does not meet | doesnt fit | does not fit
    | isnt something | not something | not intrest* | not interst* | no longer interested
    | not keen | not sold | not in a position | no plans | covered already | already covered
    | we are covered | were covered | taken care of | handle this internally | handled internally
    | do this internally | do it internally | dont see the value | dont see value | dont trust
    | not buying | garbage | useless | never signed up | didnt sign up | did not sign up | illegal
    | go to hell | are you kidding | not our | not what we | wont work for us | wouldnt work
    | doesnt work for us | not convinced | no room | lost interest | thanks but | i am sorry but
    | im sorry but | wont be | will not be | we wont | not willing | not planning
    | not considering | not in our plans | not for our
  negative 3: ^not | ^im not | ^were not | ^we are not | ^i am not | doesnt | isnt | wont
    | wouldnt | cant | dont think so | hate
  wrong_person 6: pass this to | pass this on | pass this along | pass it to | pass it on
    | pass it along | passing it | passed it | passed on to | passed along | deceased
    | passed away | retired | ccd | copied | in cc | on cc | added _ to this thread
    | that would be our | would be the one | is the one who | is the right person
    | is the right contact | is the best person | is the best contact | is in charge
    | is responsible for | who handles | he handles | she handles | they handle | deals with this
    | deals with that | runs our | leads our | our head of | connect with my | connect you with
    | introduce you to | refer you to | referring you | direct you to | redirect
    | share this with my | shared this with | sharing this with | i changed jobs
    | changed companies | new role at
  not_now 6: in the new year | new year | not this quarter | not this year | not this month
    | not this week | too early | too soon | keep in touch | keep me posted | keep me in mind
    | keep us in mind | stay in touch | on our radar | put a pin | until then | for the time being
    | at a later | later date | later time | reconnect in | reconnect later | touch base in
    | lets revisit | few weeks | few months | couple of weeks | couple months | months from now
    | give me a few | give us a few | after q1 | after q2 | after q3 | next fiscal | next budget
    | budget cycle | fiscal year | end of year | year end | mid year | no bandwidth | no capacity
    | dont have time | do not have time | no time | dont have the time | dont have bandwidth
    | dont have the bandwidth | stretched | heads down | tied up | in the middle of
    | crazy right now | right now isnt | now isnt | now is not | isnt ideal | maybe in
    | perhaps in | someday | some day
  positive 6: game changer | im excited | excited about | excited by | sounds fantastic
    | sounds awesome | sounds amazing | sounds exciting | sounds promising | sounds reasonable
    | sounds fun | sounds cool | sounds fair | intrigued | impressed | love this | like this
    | count us in | im in | were in | when works | what times | heres my | my cell | my phone
    | my mobile | talk soon | speak soon | open to | worth a | worth exploring | worth discussing
    | that works | ok send | pls send | would be great | would be helpful | would be good
    | would be useful | would be perfect | good idea | great idea | makes sense
    | makes a lot of sense | im listening | we need this | exactly what | dive deeper | dig deeper
    | game on | for sure | lets connect | lets explore | lets plan | lets arrange | lets discuss
    | lets schdule | lets shedule | lets _ meeting | lets _ call | schdule | shedule | scedule
    | could be perfect | could be great | could be useful | could be helpful | could help us
    | could streamline | could be a | can you walk | walk me through | walk us through
    | explore this | explore further | discuss further | talk further | move forward
    | keep talking | get on a call | get on the phone | find a time | find time | grab a
    | grab time | pick a time | put something on | on my calendar | sign me | where do i sign
    | how do i | how can i | how can we | how soon | do you have a | do you have any | is there a
    | are there any | what would | which plan | happy to
  positive 4: connect$ | talk$ | call$ | schedule$ | discuss$ | meet$ | demo$ | ^would | ^could
    | ^can you | ^can we | ^do you | ^does | ^how does | ^how do | ^how much | ^what does
    | ^what is the | ^what are | ^when | ^is it | ^is this | ^ok send | ^ok call | ^okay send
  ooo 6: im ooo | i am ooo | ooo until | ooo till | ooo thru | ooo from | out sick | off sick
    | out of town | out of country | out of the country | at a conference | attending a conference
    | vacation mode | annual leave | honeymoon | jury duty | bereavement | public holiday
    | bank holiday | away on | away for | not in the office | not be in the office
    | not at my desk | returning to the office | returning to work | return to the office
    | return to work | email is not being | emails will not be | checking email periodically
    | checking email intermittently | intermittent access | sporadic access | checking messages
    | respond upon | reply upon | reply when i | respond when i | reply once i | respond once i
  neutral 5: discuss internally | discuss with my team | check with my | run this by
    | talk to my team | speak to my team | ill review | will review | ill take a look
    | well review | will look into | looking into | let me check | let me see | ill let you know
    | will let you know | get back to you | who gave you | how did you get my
    | where did you get my | i have a question for you
  unsubscribe 6: never signed up | unsolicited | didnt ask for | did not ask for | did not opt |
    didnt opt | quit sending | quit contacting | quit messaging | dont reply | do not reply again |
    do not follow up | dont follow up | stop following up | no follow up | no more follow | take us
    off | take my name | take my email | strike me | scrub me | drop me from | cross me off | not
    consent | didnt consent | withdraw my consent | withdraw consent | data protection | privacy
    rights | ccpa | can spam | report spam | reported as spam | mark this as spam | marking this as
    spam | marked as spam
  """
